import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addMonths, dayOf } from '../../../shared/time.ts';
import { createPlan } from '../load/event-stream.ts';

// A Protime in a process of its own that never changes: one webhook, nobody's names, one long list. All its pages are made
// before the clock starts.

const [rows = '0', perPage = '100'] = process.argv.slice(2);
const API = '/connector/protimeapi/api/v1';
const LIST = `${API}/assignments`;

const FIRST_DAY = addMonths(dayOf(Date.now()), -1);
const plan = createPlan(Number(rows), FIRST_DAY);
const pages: string[] = [];
for (let n = 0; n < plan.length; n += Number(perPage)) {
  const next = n + Number(perPage) < plan.length ? { nextLink: `${LIST}?continuationToken=${pages.length + 1}` } : {};
  pages.push(JSON.stringify({ value: plan.slice(n, n + Number(perPage)), ...next }));
}
const SCOPES = ['webhooks.read', 'webhooks.write', 'assignments.read', 'people.read', 'activity-definitions.read'];
const token = JSON.stringify({
  access_token: 'bench',
  expires_in: 1800,
  token_type: 'Bearer',
  scope: SCOPES.map((scope) => `connector-protimeapi-${scope}`).join(' '),
});
const webhook = JSON.stringify({
  id: 'bench',
  key: 'the-key-of-the-bench',
  status: 'Enabled',
  collectionName: 'assignments',
  validUntil: new Date(Date.now() + 30 * 86_400_000).toISOString(),
});
const nothing = JSON.stringify({ value: [] });

const bodyFor = (method: string, { pathname, searchParams }: URL): string | undefined => {
  if (pathname.endsWith('/connect/token')) return token;
  if (pathname === LIST) {
    const lastDay = searchParams
      .get('filter')
      ?.match(/\d{4}-\d{2}-\d{2}/g)
      ?.toSorted()
      .at(-1);
    return lastDay !== undefined && lastDay < FIRST_DAY
      ? nothing
      : pages[Number(searchParams.get('continuationToken') ?? 0)];
  }
  if (pathname === `${API}/webhooks`) return method === 'POST' ? webhook : nothing;
  if (pathname.startsWith(`${API}/webhooks/`)) return webhook;
  return pathname === `${API}/people` ? nothing : undefined;
};
const server = createServer((req, res) => {
  const body = bodyFor(req.method ?? 'GET', new URL(req.url ?? '/', 'http://list'));
  req.resume();
  res.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body ?? '{}');
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ answer: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('disconnect', () => process.exit(0));
