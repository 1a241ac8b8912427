import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

const MAX_BODY_BYTES = 64 * 1024;

/** One request. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An error that is answered in Protime's error format. */
export class HttpError extends Error {
  readonly answer: Answer;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    reasons?: readonly string[],
  ) {
    super(message);
    this.name = 'Refusal';
    this.answer = { status, headers, body: { error: { code, message, ...(reasons && { reasons }) } } };
  }
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new HttpError(413, 'PayloadTooLarge', 'The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const send = (response: ServerResponse, { status, headers = {}, body }: Answer, nowMs: number): void => {
  const text = body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, {
    date: new Date(nowMs).toUTCString(),
    ...(text && { 'content-type': 'application/json; charset=utf-8' }),
    ...headers,
  });
  response.end(text);
};

/** `undefined` drops the connection without an answer. */
type Handler = (call: Call) => Promise<Answer | undefined>;

interface HttpServer extends AsyncDisposable {
  readonly url: string;
}

const isOwnHost = ({ headers, socket }: IncomingMessage): boolean =>
  ['127.0.0.1', 'localhost'].some((name) => headers.host === `${name}:${socket.localPort}`);

const WRONG_HOST: Answer = { status: 421, body: { error: { code: 'MisdirectedRequest', message: 'Another host.' } } };

/** An HTTP server on 127.0.0.1; port 0: any free one. `now` is the clock of its `Date` header. */
export const listen = async (port: number, handle: Handler, now: () => number = Date.now): Promise<HttpServer> => {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? '/';
    // A foreign name that resolves to 127.0.0.1, in a page of a browser.
    if (!isOwnHost(request)) return send(response, WRONG_HOST, now());
    const answer = await readBody(request)
      .then((body) => {
        const { method = 'GET', headers } = request;
        return handle({ method, url: new URL(target, 'http://127.0.0.1'), target, headers, body });
      })
      .catch((error: unknown): Answer => {
        if (error instanceof HttpError) return error.answer;
        return { status: 500, body: { error: { code: 'InternalError', message: String(error) } } };
      });
    if (answer) return send(response, answer, now());
    request.socket.destroy();
    return undefined;
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
