import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Sqlite from 'better-sqlite3';

/**
 * Reference receiver on node:http and SQLite: checks the signature, stores one row, answers after the commit. `group` shares
 * commits, `each` commits per request.
 */

const [mode = 'group', path = ':memory:', key = ''] = process.argv.slice(2);
const db = new Sqlite(path);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(
  'CREATE TABLE inbox (seq INTEGER PRIMARY KEY, delivery_id TEXT NOT NULL UNIQUE, received_at_ms INTEGER NOT NULL, body TEXT NOT NULL)',
);
const insert = db.prepare(
  'INSERT INTO inbox (delivery_id, received_at_ms, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
);

interface Waiting {
  id: string;
  body: string;
  res: ServerResponse;
}
const keep = db.transaction((waiting: readonly Waiting[]) => {
  for (const { id, body } of waiting) insert.run(id, Date.now(), body);
});
const store = (waiting: readonly Waiting[]) => {
  keep(waiting);
  for (const { res } of waiting) res.writeHead(204).end();
};

let gathered: Waiting[] = [];
const flush = () => {
  const waiting = gathered;
  gathered = [];
  store(waiting);
};
const accept = (one: Waiting) => {
  if (mode === 'each') return store([one]);
  if (gathered.push(one) === 1) setImmediate(flush);
};

const isSigned = (body: Buffer, header: unknown): boolean => {
  const sentSignature = Buffer.from(String(header).slice('sha256='.length), 'hex');
  const ownSignature = createHmac('sha256', key).update(body).digest();
  return sentSignature.length === ownSignature.length && timingSafeEqual(sentSignature, ownSignature);
};

const answer = (req: IncomingMessage, res: ServerResponse) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const body = Buffer.concat(chunks);
    if (!isSigned(body, req.headers['x-signature-256'])) return void res.writeHead(401).end();
    const text = body.toString('utf8');
    JSON.parse(text);
    accept({ id: String(req.headers['x-delivery-id']), body: text, res });
  });
};

const server = createServer(answer);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ answer: `http://127.0.0.1:${port}/hook` });
});
process.on('disconnect', () => {
  db.close();
  process.exit(0);
});
