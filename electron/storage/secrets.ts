/**
 * Encrypts secrets before they are stored, with a key from the system's keychain (desktop) or from a file only this user can
 * read.
 */
export interface SecretBox {
  seal(secret: string): string;
  /** undefined when it was encrypted with another key: the secret has to be entered again. */
  open(sealed: string): string | undefined;
}
