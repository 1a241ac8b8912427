import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { parseArgs } from 'node:util';

/**
 * A relay that answers with whatever it was given, in a process of its own. Prints one JSON line for each request and for each
 * tunnel connection. `PORT` in the answer is the port of its tunnel connections.
 */
const { values } = parseArgs({
  options: { answer: { type: 'string', default: '' }, location: { type: 'string' }, pace: { type: 'string' } },
});
const report = (line: object): void => console.log(JSON.stringify(line));

const tunnelPort = createTcpServer((socket) => {
  socket.on('error', () => socket.destroy());
  report({ event: 'tunnel connection' });
});
const portOf = (server: { address(): unknown }): number => (server.address() as { port: number }).port;

/** Sends spaces, which JSON allows before a value, until the other side hangs up. */
const sendEndless = (response: ServerResponse, everyMs: number, text: string): void => {
  const timer = setInterval(() => response.write(text), everyMs);
  response.once('close', () => {
    clearInterval(timer);
    report({ event: 'hung up' });
  });
};

const server = createServer((request, response) => {
  report({ event: 'request', url: request.url });
  if (values.location !== undefined) response.writeHead(302, { location: values.location }).end();
  else if (values.pace === 'endless') sendEndless(response, 1, ' '.repeat(64 * 1024));
  else if (values.pace === 'drip') sendEndless(response, 5, ' ');
  else response.end(values.answer.replaceAll('PORT', String(portOf(tunnelPort))));
});

tunnelPort.listen(0, '127.0.0.1', () =>
  server.listen(0, '127.0.0.1', () => report({ event: 'listening', url: `http://127.0.0.1:${portOf(server)}` })),
);
