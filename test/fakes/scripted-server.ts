import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server answers: JSON, or a text as it is. `drop` cuts the connection instead, `hang` never answers. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  drop?: boolean;
  hang?: boolean;
}

/** One request as it arrived. */
export interface RecordedRequest {
  method: string;
  /** Path and query, still encoded. */
  url: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Script = (request: RecordedRequest) => Answer | Promise<Answer>;

export interface ScriptedServer {
  origin: string;
  /** Every request so far, in order of arrival. */
  requests: RecordedRequest[];
  /** The requests to one path, e.g. `POST /token`. */
  requestsTo(methodAndPath: string): RecordedRequest[];
  /** Sets the responses of a path: used in order, the last one repeats; or computed by a function. */
  respondTo(methodAndPath: string, ...answers: (Answer | Script)[]): void;
  close(): Promise<void>;
}

/** A real HTTP server on loopback that answers what a test tells it to, and 404 to everything else. */
export const startScriptedServer = async (): Promise<ScriptedServer> => {
  const scripts = new Map<string, (Answer | Script)[]>();
  const requests: RecordedRequest[] = [];

  const next = (request: RecordedRequest): Answer | Script => {
    const answers = scripts.get(`${request.method} ${request.path}`) ?? [];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 404 };
  };

  const server = createServer(async (req, res) => {
    const request = await read(req);
    requests.push(request);
    const answer = next(request);
    reply(res, typeof answer === 'function' ? await answer(request) : answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    requestsTo: (methodAndPath) => requests.filter(({ method, path }) => `${method} ${path}` === methodAndPath),
    respondTo: (methodAndPath, ...answers) => void scripts.set(methodAndPath, answers),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const read = async (req: IncomingMessage): Promise<RecordedRequest> => {
  let body = '';
  for await (const chunk of req.setEncoding('utf8')) body += chunk;
  const { method = '', url = '', headers } = req;
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return { method, url, path: pathname, query: searchParams, headers, body };
};

const reply = (res: ServerResponse, answer: Answer): void => {
  if (answer.hang) return;
  if (answer.drop) return void res.destroy();
  const text = answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json);
  res.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers }).end(text);
};
