import { hash } from 'node:crypto';

/** The hash under which a secret is stored in a map: the time of a lookup reveals nothing about partial matches. */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'base64url');
