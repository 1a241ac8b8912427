import { hash } from 'node:crypto';

/**
 * The name a secret is filed under. Looking a guess up by its hash takes a time that says nothing about how much of
 * the secret was right.
 */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'base64url');
