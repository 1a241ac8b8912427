import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A test update feed. */
export interface Feed {
  url: string;
  /** Publishes a version. `damaged`: bytes do not match the checksum; `stalled`: the download never finishes. */
  announce(version: string, file: string, options?: { damaged?: boolean; stalled?: boolean }): void;
  /** Answers every request like this until a version is published. */
  answer(status: number, body: string): void;
  requests: { path: string; headers: IncomingHttpHeaders }[];
  close(): void;
}

/** A feed server on loopback; behaves like a folder on a web server. */
export const createFeed = async (): Promise<Feed> => {
  const files = new Map<string, { status: number; body: string; stalled?: boolean }>();
  const requests: Feed['requests'] = [];
  const server = createServer(({ url = '', headers }, response) => {
    const path = url.split('?')[0] ?? '';
    requests.push({ path, headers });
    const file = files.get(path);
    response.writeHead(file?.status ?? 404);
    if (file?.stalled) response.write(file.body.slice(0, 1));
    else response.end(file?.body ?? 'Not found');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  const channel = `/releases/latest-linux${arch}.yml`;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/releases`,
    announce: (version, body, { damaged = false, stalled = false } = {}) => {
      const sha512 = createHash('sha512').update(body).digest('base64');
      const named = (extension: string) => `assignment-monitor-${version}-linux-${process.arch}.${extension}`;
      const lines = ['AppImage', 'deb', 'rpm'].flatMap((extension) => [
        `  - url: ${named(extension)}`,
        `    sha512: ${sha512}`,
        `    size: ${body.length}`,
      ]);
      files.set(channel, { status: 200, body: [`version: ${version}`, 'files:', ...lines, ''].join('\n') });
      files.set(`/releases/${named('AppImage')}`, {
        status: 200,
        body: damaged ? `${body}# and more\n` : body,
        stalled,
      });
    },
    answer: (status, body) => files.set(channel, { status, body }),
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
