import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, connect as open, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { createLog } from '../../electron/log.ts';
import { diagnostics } from '../../renderer/connection/diagnostics.ts';
import { toSettingsFile } from '../../shared/settings-file.ts';
import { startRelay } from '../fakes/relay/relay.ts';
import { tempDir, until } from './app.ts';
import { startCore } from './core.ts';
import { post, startProtime } from './protime.ts';

/** Stands before a port and notes every byte, both ways. */
const startTap = async (behind: number, chunks: Buffer[]): Promise<number> => {
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      to.write(chunk);
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
  };
  const server = createServer((client) => {
    const other = open(behind, '127.0.0.1');
    pass(client, other);
    pass(other, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

/**
 * A relay that notes what it gets to see: how the app asks for an address, and every byte of the tunnel's connections, both
 * ways. They are the real client's.
 */
const startTappedRelay = async () => {
  const relay = await startRelay();
  const asked: string[] = [];
  const chunks: Buffer[] = [];
  const server = createHttpServer(async (request, response) => {
    asked.push(`${request.method} ${request.url} ${request.rawHeaders.join(' ')} ${await text(request)}`);
    const granted = (await (await fetch(new URL(request.url ?? '', relay.url))).json()) as { port: number };
    response.end(JSON.stringify({ ...granted, port: await startTap(granted.port, chunks) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    await relay[Symbol.asyncDispose]();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked.join('\n'),
    passed: () => Buffer.concat(chunks).toString('utf8'),
  };
};

const SECRET = 'kwispelstaart-9f8e7d';
const NAMES = [
  ['Quirijnella', 'Ωmega-Zwaluwnest'],
  ['Yzebrandt', "D'Haezeleer-Ünal"],
];

it('leaks no name and no secret: not through the tunnel, nor in logs, diagnostics or exported settings', async () => {
  const tenant = await startProtime({
    people: 2,
    tenant: 'zorgkluis',
    clientId: 'client-vreemd',
    clientSecret: SECRET,
  });
  for (const [n, person] of tenant.people().entries())
    Object.assign(person, { firstName: NAMES[n]?.[0], lastName: NAMES[n]?.[1], employeeNumber: `EMP-77${n}-ZZ` });
  const relay = await startTappedRelay();
  const data = tempDir();
  const logged: string[] = [];
  const core = await startCore({
    tenant,
    data,
    tunnelHost: relay.url,
    company: 'Huis Pimpernel',
    heartbeatIntervalMs: 300,
    log: createLog((line) => logged.push(line)),
  });
  const { handlers } = core.monitor;
  const { publicUrl } = await core.state('live');
  await until('the names', async () => {
    const { people } = await handlers['names.all'](undefined);
    return people.some(({ lastName }) => lastName === NAMES[0]?.[1]);
  });
  const personId = tenant.people()[0]?.id ?? 0;
  const filters = { text: NAMES[0]?.[0] ?? '', personId };
  await handlers['searches.save']({ name: `Everything of ${NAMES[0]?.[0]}`, filters, notify: true });
  await handlers['settings.update']({ notifications: { onlyPeople: [personId] } });

  // Ordinary work, then everything that makes a log talk: strangers, forgeries, nonsense, refusals, and a provider that is gone.
  const one = tenant.assignments().find((a) => a.person?.id === personId && !a.isRejected);
  tenant.reject(one?.id ?? 0);
  await until('a notification with the name', () =>
    core.notifications.some(({ title }) => title.includes(NAMES[0]?.[1] ?? '-')),
  );
  const [webhook] = tenant.webhooks();
  const key = webhook?.key ?? '';
  const destination = webhook?.destinationUrl ?? '';
  await post(destination, '{"changeType":"InsertOrUpdate","data":{');
  await post(destination, JSON.stringify({ changeType: 'Renamed', data: { id: 1, changeVersion: 'A' } }));
  await post(`${publicUrl}/wp-admin`, 'x');
  await handlers['history.search']({ text: NAMES[1]?.[1] ?? '', limit: 50 });
  await handlers['settings.test'](undefined);
  tenant.revokeTokens();
  await handlers['connection.renew'](undefined);
  await core.state('live');
  const requests = [...tenant.requests];
  const tokens = requests.flatMap(({ headers }) => headers.authorization?.replace(/^Bearer /, '') ?? []);
  const keys = [key, ...tenant.webhooks().map((w) => w.key)];
  await tenant.close();
  await handlers['connection.renew'](undefined);
  await until('the loss to be logged', async () => (await core.status()).problem !== null);

  const [settings, info] = [await handlers['settings.get'](undefined), await handlers['app.info'](undefined)];
  const status = await core.status();
  const copied = diagnostics({ status, settings: settings.settings, info, nowMs: 0, userAgent: 'test' });
  const files = readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/planner\.db|web\.key/.test(entry.name))
    .map(({ name }) => readFileSync(join(data, name), 'utf8'))
    .join('\n');

  const secretPath = new URL(destination).pathname.slice(1);
  const names = [...NAMES.flat(), 'EMP-77', 'not-a-pin', 'Fictiestraat', 'Huis Pimpernel'];
  const secrets = [SECRET, ...keys, ...tokens].filter(Boolean);
  expect(keys.length + tokens.length).toBeGreaterThan(2);
  const swept = {
    'asked of the relay': {
      text: relay.asked(),
      without: [...names, ...secrets, secretPath, 'zorgkluis', 'client-vreemd'],
    },
    tunnel: { text: relay.passed(), without: [...names, ...secrets] },
    log: { text: logged.join('\n'), without: [...names, ...secrets, secretPath] },
    files: { text: files, without: [...names, ...secrets, secretPath] },
    diagnostics: { text: copied, without: [...names, ...secrets, secretPath, 'zorgkluis', 'client-vreemd', data] },
    settings: {
      text: toSettingsFile({ ...settings, locked: [] }),
      without: [...NAMES.flat(), ...secrets, secretPath],
    },
    'paths at the provider': { text: requests.map(({ path }) => path).join('\n'), without: [...names, ...secrets] },
  };
  // Each place holds what it should, so an empty one cannot pass for a clean one.
  expect(swept['asked of the relay'].text).toMatch(/^GET \/\?new /);
  expect(swept.tunnel.text).toContain(secretPath);
  expect(logged.length).toBeGreaterThan(0);
  expect(swept.diagnostics.text).toContain('"state"');
  expect(swept.settings.text).toContain('Huis Pimpernel');
  const found = Object.entries(swept).flatMap(([place, { text, without }]) =>
    without.filter((word) => occurs(text, word)).map((word) => `${place}: ${word}`),
  );
  expect(found).toEqual([]);

  // At the provider, the token is only where it belongs, and the company only in the User-Agent.
  for (const { headers } of requests) {
    const { authorization: _, 'user-agent': userAgent, ...others } = headers;
    expect(userAgent).toContain('Huis Pimpernel');
    for (const word of [...NAMES.flat(), ...secrets]) expect(occurs(JSON.stringify(others), word)).toBe(false);
  }
});

/** As it is, in an address, in JSON, or in base64. */
const occurs = (text: string, word: string): boolean =>
  [
    word,
    encodeURIComponent(word),
    JSON.stringify(word).slice(1, -1),
    Buffer.from(word).toString('base64').replace(/=+$/, ''),
  ].some((form) => text.includes(form));
