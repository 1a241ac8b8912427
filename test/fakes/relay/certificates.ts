import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (name: string): string => fileURLToPath(new URL(`certificates/${name}`, import.meta.url));

/** The certificate authority that `relayCertificate` is signed by; no system trusts it. For tests only. */
export const AUTHORITY_PATH = pathOf('ca.pem');

/** A certificate for 127.0.0.1 and its key. */
export const relayCertificate = () => ({
  key: readFileSync(pathOf('relay-key.pem')),
  cert: readFileSync(pathOf('relay.pem')),
});
