import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = `<!doctype html><div id="bar" style="position:absolute;width:90px;height:20px;background:teal"></div>
<script>new EventSource('/changes').onmessage = ({ data }) => { document.getElementById('bar').style.left = data + 'px'; };</script>`;

/** Minimal server and page: a POST moves one element. */
export const startBarePage = async () => {
  const screens = new Set<ServerResponse>();
  const server = createServer((req, res) => {
    if (req.url === '/changes') {
      res.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      screens.add(res);
    } else if (req.method === 'POST') {
      req.on('data', (left) => screens.forEach((screen) => void screen.write(`data: ${left}\n\n`)));
      req.on('end', () => res.writeHead(204).end());
    } else res.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
