/** A secret has 43 characters; percent-encoded and with a prefix and a query it is still far below. */
const MAX_TARGET_LENGTH = 4096;

/**
 * The part of a request target that may be a secret: the last one of its path. Relays and proxies keep a prefix, add a slash
 * or a query, encode characters, or send the whole address. undefined when there is none. Takes time in proportion to the
 * length.
 */
export const secretIn = (target: string): string | undefined => {
  if (target.length > MAX_TARGET_LENGTH) return undefined;
  const path = decoded(target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, ''));
  if (!path?.startsWith('/')) return undefined;
  return path.split('/').findLast((part) => part !== '');
};

const decoded = (path: string): string | undefined => {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
};
