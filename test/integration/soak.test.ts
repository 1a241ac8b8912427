import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../soak/main.ts', import.meta.url));

const soak = async (...args: string[]) => {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: exit[0] as number | null, said: `${stdout}${stderr}` };
};

it('survives random faults: never shows live while an event is missing, and ends with the plan of the provider', async () => {
  const { status, said } = await soak('--seed', '2', '--hours', '1');
  expect(said).toMatch(/✓ seed 2: 1 h in .* 600 faults/);
  expect(status).toBe(0);
});

it.each([
  ['never-sync-again', 'webhook deleted', /live is shown while event \d+ has waited|assignments are wrong/],
  ['heartbeat-always-ok', 'relay overloaded for long', /live is shown while event \d+ has waited/],
])('detects a deliberately broken app (%s, %s)', async (how, fault, complaint) => {
  const few = ['--seed', '1', '--hours', '0.3', '--faults-per-minute', '1', '--only', fault];
  const whole = await soak(...few);
  expect(whole.said).toContain('✓ seed 1');
  const broken = await soak(...few, '--break', how);
  expect(broken.said).toMatch(complaint);
  expect(broken.said).toContain('again: npm run soak -- --seed 1 --hours 0.3');
  expect([whole.status, broken.status]).toEqual([0, 1]);
});
