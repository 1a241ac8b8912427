import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A test update feed. */
export interface Feed {
  url: string;
  /** Publishes a version. */
  announce(version: string): void;
  /** Answers every request like this until a version is published. */
  answer(status: number, body: string): void;
  requests: { path: string; headers: IncomingHttpHeaders }[];
  close(): void;
}

/** A feed server on loopback; behaves like a folder on a web server. */
export const createFeed = async (): Promise<Feed> => {
  const files = new Map<string, { status: number; body: string }>();
  const requests: Feed['requests'] = [];
  const server = createServer(({ url = '', headers }, response) => {
    const path = url.split('?')[0] ?? '';
    requests.push({ path, headers });
    const file = files.get(path);
    response.writeHead(file?.status ?? 404);
    response.end(file?.body ?? 'Not found');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  const channel = `/releases/latest-linux${arch}.yml`;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/releases`,
    announce: (version) => {
      const named = (extension: string) => `assignment-monitor-${version}-linux-${process.arch}.${extension}`;
      const lines = ['AppImage', 'deb', 'rpm'].flatMap((extension) => [
        `  - url: ${named(extension)}`,
        `    sha512: ${createHash('sha512').update(extension).digest('base64')}`,
        `    size: ${extension.length}`,
      ]);
      files.set(channel, { status: 200, body: [`version: ${version}`, 'files:', ...lines, ''].join('\n') });
    },
    answer: (status, body) => files.set(channel, { status, body }),
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
