/** Seals secrets before they are stored: by the system's keychain (desktop) or a key file only this user can read. */
export interface SecretBox {
  seal(secret: string): string;
  /** undefined when this box did not seal it, or its key is gone: the secret has to be asked for again. */
  open(sealed: string): string | undefined;
}
