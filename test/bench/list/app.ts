import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pushFrame } from '../../../electron/ipc/socket-frames.ts';
import { createLog } from '../../../electron/log.ts';
import { createMonitor } from '../../../electron/monitor/monitor.ts';
import type { SecretBox } from '../../../electron/storage/secret-box.ts';
import type { ConnectionStatus } from '../../../shared/connection.ts';
import type { AppReading } from './read-list.ts';

// The whole app in a process of its own, with everything it does for an open window: it subscribes, reads the plan for the first
// time, and says how that went.

const [dataDir = '', url = '', rows = '0'] = process.argv.slice(2);
const plain: SecretBox = { seal: (text) => text, open: (text) => text };
const monitor = await createMonitor({
  config: {
    dataDir,
    overrides: { protime: { tenant: 'bench', clientId: 'bench', company: 'Bench', apiUrl: url, authUrl: url } },
    clientSecret: 'bench',
    demo: false,
    subscribe: false,
    uiPort: 0,
  },
  secrets: plain,
  shell: 'web',
  version: 'bench',
  systemLanguage: 'en',
  log: createLog((line) => {
    if (/ (error|warn) /.test(line)) process.stderr.write(`${line}\n`);
  }),
});
const { handlers } = monitor;
await handlers['settings.update']({ tunnel: { provider: 'public-url', publicUrl: monitor.receiverUrl } });

const reading = new Promise<AppReading>((resolve, reject) => {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  /** When so many tenths of the list had been read, as `performance.now()`. */
  const tenthsMs: number[] = [];
  let statuses = 0;
  const follow = ({ state, steps, problem }: ConnectionStatus) => {
    if (problem) reject(new Error(`the app has a problem: ${problem.code} ${problem.detail ?? ''}`));
    const step = steps.find(({ name }) => name === 'sync');
    if (!step || step.state === 'waiting') return;
    statuses += 1;
    if (tenthsMs.length === 0) delays.enable();
    const share = step.state === 'done' ? 1 : (step.count ?? 0) / Number(rows);
    while (tenthsMs.length <= share * 10) tenthsMs.push(performance.now());
    if (state !== 'live') return;
    const [startedMs = 0, firstMs = 0, ...others] = tenthsMs;
    const [ninthMs = 0, lastMs = 0] = others.slice(-2);
    resolve({
      perSecond: (Number(rows) * 1000) / (lastMs - startedMs),
      lastTenthAgainstFirst: (lastMs - ninthMs) / (firstMs - startedMs),
      statuses,
      loopP99Ms: delays.percentile(99) / 1e6,
      loopMaxMs: delays.max / 1e6,
      peakMiB: process.resourceUsage().maxRSS / 1024,
    });
  };
  monitor.onPush((name, payload) => {
    pushFrame(name, payload);
    if (name === 'connection.changed') follow(payload as ConnectionStatus);
  });
});

process.on('message', async () => process.send?.({ answer: await reading }));
process.on('disconnect', async () => {
  await monitor.close();
  process.exit(0);
});
await monitor.begin();
process.send?.({ answer: 'ready' });
void handlers['connection.subscribe'](undefined);
