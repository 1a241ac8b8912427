import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPlan } from '../load/event-stream.ts';

// A Protime that only knows a token and a list, in a process of its own. All pages are made before the clock starts.

const PER_PAGE = 500;
const [count = '0'] = process.argv.slice(2);
const LIST = '/connector/protimeapi/api/v1/assignments';

const plan = createPlan(Number(count));
const pages: string[] = [];
for (let n = 0; n < plan.length; n += PER_PAGE) {
  const next = n + PER_PAGE < plan.length ? { nextLink: `${LIST}?continuationToken=${pages.length + 1}` } : {};
  pages.push(JSON.stringify({ value: plan.slice(n, n + PER_PAGE), ...next }));
}
const token = JSON.stringify({ access_token: 'bench', expires_in: 1800, token_type: 'Bearer', scope: '' });

const bodyFor = (url: URL): string | undefined => {
  if (url.pathname.endsWith('/connect/token')) return token;
  if (url.pathname === LIST) return pages[Number(url.searchParams.get('continuationToken') ?? 0)];
  return undefined;
};
const server = createServer((req, res) => {
  const body = bodyFor(new URL(req.url ?? '/', 'http://list'));
  req.resume();
  res.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body ?? '{}');
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ answer: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('disconnect', () => process.exit(0));
