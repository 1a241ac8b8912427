import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { run as exportHistory } from '../../electron/commands/export.ts';
import { silentLog } from '../../electron/log.ts';
import { startWebServer } from '../../electron/web/page-server.ts';
import type { ExportState } from '../../shared/export.ts';
import { freePort, runJsonCommand, tempDir, until } from './app.ts';
import { startCore } from './core.ts';
import { startLive, statusOf } from './live.ts';
import { changeEvent, deliver, destinationOf, startProtime } from './protime.ts';

const startHistory = async () => {
  const tenant = await startProtime({ people: 2 });
  const data = tempDir();
  const core = await startCore({ tenant, data, receiverPort: await freePort() });
  await core.state('live');
  tenant.pauseDeliveries();
  const { handlers } = core.monitor;
  const [first] = tenant.assignments();
  if (!first) throw new Error('nothing is planned');
  const change = (comments: string) => deliver(destinationOf(tenant), changeEvent(tenant, { id: first.id, comments }));
  const find = (text: string) =>
    until(`a change with ${text}`, async () => {
      const page = await handlers['history.search']({ text, limit: 10 });
      return page.entries.length > 0 && page.entries;
    });
  return { ...core, tenant, data, handlers, change, find, id: first.id };
};

it('notifies once of new changes that match a saved search', async () => {
  const { handlers, notifications, change, find } = await startHistory();
  await change('kwikstaart one');
  await find('kwikstaart');
  const saved = await handlers['searches.save']({ name: 'Birds', filters: { text: 'kwikstaart' }, notify: true });
  await handlers['searches.save']({ name: 'Silent', filters: { text: 'kwikstaart' }, notify: false });
  await change('kwikstaart two');
  await change('kwikstaart three');
  const searchNotifications = () => notifications.filter(({ tag }) => tag.startsWith('saved-search'));
  await until('a notice', () => searchNotifications().length > 0);
  expect(searchNotifications()).toMatchObject([
    { title: 'Search “Birds”', body: '2 new changes', target: { screen: 'history', searchId: saved.id } },
  ]);
  await handlers['searches.update']({ id: saved.id, name: 'Wagtails' });
  expect((await handlers['searches.list']()).map(({ name }) => name)).toEqual(['Wagtails', 'Silent']);
});

it('shows a change with its raw event and its delivery, whose signature is masked', async () => {
  const { handlers, change, find, id } = await startHistory();
  await change('kwikstaart');
  const [entry] = await find('kwikstaart');
  const details = await handlers['history.details']({ seq: entry?.seq ?? 0 });
  expect(details).toMatchObject({
    raw: { id, comments: 'kwikstaart' },
    delivery: { trust: 'signed', outcome: 'processed' },
  });
  const signature = Object.entries(details?.delivery?.headers ?? {}).find(([name]) => name.includes('sign'));
  expect(signature?.[1]).toMatch(/^.{4}… \(\d+\)$/);
});

it('stores deliveries it could not parse, to be viewed and processed again', async () => {
  const { handlers, tenant } = await startHistory();
  expect(await deliver(destinationOf(tenant), { hello: 'world' })).toBe(204);
  const { deliveries } = await handlers['deliveries.list']({ outcomes: ['unrecognised', 'partly'], limit: 10 });
  expect(deliveries).toMatchObject([{ outcome: 'unrecognised', trust: 'signed' }]);
  const id = deliveries[0]?.id ?? 0;
  expect(await handlers['deliveries.get']({ id })).toMatchObject({
    body: '{"hello":"world"}',
    events: [],
    unreadable: [{ index: 0, reason: expect.any(String) }],
  });
  expect(await handlers['deliveries.processAgain']({ id })).toEqual({ outcome: 'unrecognised', applied: 0 });
});

it('exports into the data folder, and serves the file once', async () => {
  const { handlers, monitor, data, change } = await startHistory();
  await change('kwikstaart');
  const states: ExportState[] = [];
  monitor.onPush((name, payload) => {
    if (name === 'export.changed') states.push(payload as ExportState);
  });
  const started = await handlers['export.start']({ format: 'jsonl' });
  expect(started).toMatchObject({ state: 'running' });
  const done = await until('the export', async () => states.find(({ state }) => state === 'done'));
  expect(done).toMatchObject({ id: started?.id, progress: 1, problem: null });

  const web = await startWebServer({ port: 0, rendererDir: data, dataDir: data, monitor, log: silentLog });
  onTestFinished(web.close);
  const address = new URL(done.download ?? '', `http://127.0.0.1:${web.port}`);
  const file = await fetch(address);
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${done.fileName}"`);
  const lines = (await file.text()).trim().split('\n');
  expect(lines).toHaveLength(done.written);
  expect((await fetch(address)).status).toBe(404);

  const [kept] = await handlers['export.files']();
  expect(kept).toMatchObject({ fileName: done.fileName, path: join(data, 'exports', done.fileName) });
  await handlers['export.deleteFile']({ id: kept?.id ?? 0 });
  expect(existsSync(kept?.path ?? '')).toBe(false);
  expect(await handlers['export.files']()).toEqual([]);
});

it('reads a consistent snapshot while the app writes', async () => {
  const { tenant, data, destination } = await startLive();
  const ids = tenant.assignments().map(({ id }) => id);
  let ended = false;
  let answered = 0;
  const send = async (n: number) => {
    while (!ended) {
      const id = ids[n % ids.length] ?? 0;
      if ((await deliver(destination, changeEvent(tenant, { id, startTimeInMinutes: answered % 1440 }))) === 204)
        answered += 1;
    }
  };
  const senders = Array.from({ length: 8 }, (_, n) => send(n));
  const out = join(data, 'out.jsonl');
  const seqsOf = (lines: readonly Record<string, unknown>[]) => lines.map(({ seq }) => Number(seq));
  const isWhole = (seqs: readonly number[]) => seqs.every((seq, n) => seq === seqs.length - n);
  const said: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const before = answered;
    const { counts } = await statusOf(data);
    expect(counts.changes).toBe(Number(counts.applied) + Number(counts.duplicate) + Number(counts.stale));
    const plan = await runJsonCommand('plan', data);
    expect(new Set(plan.map(({ id }) => id)).size).toBe(plan.length);
    expect(isWhole(seqsOf(await runJsonCommand('search', data, '--limit', '1000000')))).toBe(true);
    const status = await exportHistory(['--out', out, '--data', data], {
      env: {},
      print: () => {},
      printError: (line) => said.push(line),
      now: Date.now,
    });
    expect(status).toBe(0);
    const exported = readFileSync(out, 'utf8').trim().split('\n');
    expect(isWhole(seqsOf(exported.map((line) => JSON.parse(line) as Record<string, unknown>)))).toBe(true);
    await until('more to be written', () => answered > before + 20);
  }
  ended = true;
  await Promise.all(senders);
  expect(said.every((line) => line.includes('changes written'))).toBe(true);
});

it('removes a forgotten person from the settings, and pushes none of their shifts', async () => {
  const { handlers, tenant, id } = await startHistory();
  const personId = tenant.assignments().find((one) => one.id === id)?.person?.id ?? 0;
  await handlers['settings.update']({ notifications: { onlyPeople: [personId, personId + 1] } });
  await handlers['person.forget']({ personId });
  expect((await handlers['settings.get']()).settings.notifications.onlyPeople).toEqual([personId + 1]);
  expect(await handlers['assignment.get']({ id })).toBeNull();
});
