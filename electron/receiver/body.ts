import type { IncomingMessage } from 'node:http';

export interface BodyLimits {
  bodyBytes: number;
  bodyMs: number;
}

/** busy: too much is being received already. cut-off: the sender closed the connection before the end of the body. */
export type BodyFailure = 'too-large' | 'too-late' | 'busy' | 'cut-off';

/**
 * The bytes exactly as received. Uses at most twice the limit in memory.
 * @param take reserves memory before bytes are kept; when it returns false, the result is `busy`.
 */
export const readBody = (
  req: IncomingMessage,
  { bodyBytes, bodyMs }: BodyLimits,
  take: (bytes: number) => boolean,
): Promise<Buffer | BodyFailure> => {
  if (Number(req.headers['content-length'] ?? 0) > bodyBytes) return Promise.resolve('too-large');
  const { promise, resolve } = Promise.withResolvers<Buffer | BodyFailure>();
  let bytes: Buffer = EMPTY;
  let length = 0;
  let settled = false;

  const settle = (result: Buffer | BodyFailure) => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    bytes = EMPTY;
    resolve(result);
  };
  const onData = (chunk: Buffer) => {
    if (settled) return;
    if (length + chunk.length > bodyBytes) return settle('too-large');
    if (!take(chunk.length)) return settle('busy');
    bytes = length === 0 ? chunk : append(bytes, length, chunk);
    length += chunk.length;
  };
  const onEnd = () => settle(bytes.length === length ? bytes : bytes.subarray(0, length));
  const onClose = () => settle('cut-off');
  const timer = setTimeout(settle, bodyMs, 'too-late');
  req.on('data', onData).on('end', onEnd).on('close', onClose);
  return promise;
};

const EMPTY = Buffer.alloc(0);

/** Doubles the buffer when it is full: a list of one-byte chunks would need a hundred times their size. */
const append = (bytes: Buffer, length: number, chunk: Buffer): Buffer => {
  const needed = length + chunk.length;
  const buffer = needed <= bytes.length ? bytes : Buffer.allocUnsafeSlow(Math.max(needed, 2 * bytes.length));
  if (buffer !== bytes) bytes.copy(buffer, 0, 0, length);
  chunk.copy(buffer, length);
  return buffer;
};
