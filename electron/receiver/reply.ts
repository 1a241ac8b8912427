import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Limits } from './limits.ts';

export interface Answer {
  readonly status: number;
  readonly headers: string[];
}

const answer = (status: number, ...headers: string[]): Answer => ({
  status,
  headers: status === 204 ? headers : ['Content-Length', '0', ...headers],
});

export const STORED = answer(204);
export const MALFORMED = answer(400, 'Connection', 'close');
export const REFUSED = answer(401);
export const NOT_FOUND = answer(404);
export const TIMEOUT = answer(408, 'Connection', 'close');
export const TOO_LARGE = answer(413);
export const HEADERS_TOO_LARGE = answer(431, 'Connection', 'close');
export const BUSY = answer(503, 'Retry-After', '1');
export const CANNOT_STORE = answer(503, 'Retry-After', '30');

/** Writes a minimal answer: no Date, Server or body, the same bytes for every sender. */
export const reply = (res: ServerResponse, { status, headers }: Answer): void => {
  res.sendDate = false;
  res.removeHeader('Connection');
  res.writeHead(status, headers);
  res.end();
};

/** The same bytes, for a socket that has no response object. */
export const rawReply = ({ status, headers }: Answer): string => {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`];
  for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i]}: ${headers[i + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
};

/** Answers before the body is read; the rest is discarded, and the connection is closed when it is too long. */
export const replyAndDrain = (req: IncomingMessage, res: ServerResponse, what: Answer, limits: Limits): void => {
  reply(res, what);
  if (!req.complete && hasBody(req)) drain(req, limits);
};

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

const drain = (req: IncomingMessage, { drainBytes, drainMs }: Limits): void => {
  let remainingBytes = drainBytes;
  const closeConnection = () => req.socket.destroy();
  const timer = setTimeout(closeConnection, drainMs);
  const stop = () => clearTimeout(timer);
  req.on('data', (chunk: Buffer) => {
    remainingBytes -= chunk.length;
    if (remainingBytes < 0) closeConnection();
  });
  req.once('end', stop).once('close', stop);
};
