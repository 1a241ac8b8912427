import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createDemoTenant } from '../../../electron/demo/tenant.ts';
import { silentLog } from '../../../electron/log.ts';
import { createMonitor } from '../../../electron/monitor/monitor.ts';
import { PortInUse } from '../../../electron/receiver/receiver.ts';
import { createSecretBox } from '../../../electron/storage/secret-box.ts';

const dataFolder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'monitor-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

const start = async ({ dataDir = dataFolder(), demo = false, receiverPort = 0 } = {}) => {
  const monitor = await createMonitor({
    config: { dataDir, overrides: { tunnel: { receiverPort } }, demo, subscribe: false, uiPort: 0 },
    secrets: createSecretBox(Buffer.alloc(32, 1)),
    shell: 'web',
    version: '0.0.0',
    systemLanguage: 'en',
    log: silentLog,
    startDemo: (onlyDestination) => createDemoTenant({ people: 2, liveEveryMs: 0, onlyDestination }),
  });
  onTestFinished(() => monitor.close());
  await monitor.begin();
  return { monitor, dataDir };
};

it('starts empty, and can be closed more than once', async () => {
  const { monitor } = await start();
  expect(await monitor.handlers['connection.status'](undefined)).toMatchObject({ state: 'not-set-up', problem: null });
  expect(await monitor.handlers['rejections.openCount'](undefined)).toBe(0);
  await Promise.all([monitor.close(), monitor.close()]);
  await expect(fetch(monitor.receiverUrl)).rejects.toThrow();
});

it('becomes live with demo data, and pushes changes', async () => {
  const { monitor } = await start({ demo: true });
  const pushedNames = new Set<string>();
  const unsubscribe = monitor.onPush((name) => pushedNames.add(name));
  await expect.poll(async () => (await monitor.handlers['connection.status'](undefined)).state).toBe('live');
  expect([...pushedNames]).toEqual(
    expect.arrayContaining(['connection.changed', 'timeline.changed', 'names.changed', 'rejections.changed']),
  );
  const names = await monitor.handlers['names.all'](undefined);
  expect(names.people).toHaveLength(2);
  unsubscribe();
  pushedNames.clear();
  await monitor.close();
  expect(pushedNames.size).toBe(0);
});

it('releases everything when the receiver port is in use', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const receiverPort = typeof address === 'object' && address ? address.port : 0;
  const dataDir = dataFolder();
  await expect(start({ dataDir, receiverPort })).rejects.toThrow(PortInUse);
  server.close();
  await once(server, 'close');
  await start({ dataDir, receiverPort });
});
