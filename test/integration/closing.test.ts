import { expect, it } from 'vitest';
import { freePort, tempDir } from './app.ts';
import { startCore } from './core.ts';
import { installFakeTime } from './fake-time.ts';
import { changeEvent, deliver, destinationOf, startProtime } from './protime.ts';

it('closes at once in the middle of any step', async () => {
  const time = installFakeTime();
  const tenant = await startProtime({ people: 2 });
  const { monitor, status } = await startCore({ tenant, data: tempDir(), receiverPort: await freePort() });
  await time.advanceUntil('live', async () => (await status()).state === 'live', 60_000);
  tenant.pauseDeliveries();
  const to = destinationOf(tenant);
  tenant.faults.set({ after: new Promise(() => {}) });
  monitor.recheck('resume');
  expect(await deliver(to, changeEvent(tenant, { comments: 'the last one' }))).toBe(204);
  // No time passes from here on: what waited for a timer would wait for ever.
  await monitor.close();
  await expect(fetch(monitor.receiverUrl)).rejects.toThrow();
});
