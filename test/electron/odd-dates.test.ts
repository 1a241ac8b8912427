import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoTenant } from '../../electron/demo/tenant.ts';
import { createDispatcher, type Dispatch } from '../../electron/ipc/dispatch.ts';
import { silentLog } from '../../electron/log.ts';
import { createMonitor } from '../../electron/monitor/monitor.ts';
import type { Monitor } from '../../electron/monitor/monitor-api.ts';
import { createSecretBox } from '../../electron/storage/secret-box.ts';
import { eventually } from '../eventually.ts';
import { SEED } from '../seed.ts';

let monitor: Monitor;
let dataDir: string;
let ask: Dispatch;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'monitor-'));
  monitor = await createMonitor({
    config: { dataDir, overrides: {}, demo: true, subscribe: false, uiPort: 0 },
    secrets: createSecretBox(Buffer.alloc(32, 1)),
    shell: 'web',
    version: '0.0.0',
    systemLanguage: 'en',
    log: silentLog,
    startDemo: (onlyDestination) => createDemoTenant({ people: 2, liveEveryMs: 0, onlyDestination }),
  });
  await monitor.begin();
  const page = monitor.connectPage({ offer: () => {} });
  ask = createDispatcher({ ...monitor.handlers, ...page.handlers }, () => {});
  await eventually(async () =>
    expect(await monitor.handlers['connection.status'](undefined)).toMatchObject({ state: 'live' }),
  );
});
afterAll(async () => {
  await monitor.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Every request that holds a date, with these in it. */
const requests = (from: unknown, until: unknown, ms: unknown): [name: string, input: unknown][] => [
  ['timeline.rows', { from, until }],
  ['timeline.rows', { from, until, grouped: true }],
  ['timeline.rows', { from: '2026-03-09', until: '2026-03-15', asOfMs: ms }],
  ['timeline.rows', { from: '2026-03-09', until: '2026-03-15', changedSinceMs: ms }],
  ['timeline.snapshot', { from, until, personIds: [null, 1, 2] }],
  ['timeline.snapshot', { from, until, personIds: [null, 1, 2], asOfMs: ms }],
  ['timeline.snapshot', { from, until, personIds: [null, 1, 2], changedSinceMs: ms }],
  ['history.search', { from, until }],
  ['history.search', { from, until, order: 'shift', beforeDay: from, beforeSeq: 5 }],
  ['history.search', { seenFromMs: ms }],
  ['history.search', { seenUntilMs: ms }],
  ['history.counts', { from, until }],
  ['history.counts', { seenFromMs: ms, seenUntilMs: ms }],
  ['history.countEach', [{ from, until }, { seenFromMs: ms }]],
  ['history.gaps', { fromMs: ms, untilMs: ms }],
  ['settings.update', { notifications: { mutedUntilMs: ms } }],
];

const codes = async (from: unknown, until: unknown, ms: unknown): Promise<Set<string>> => {
  const answers = await Promise.all(requests(from, until, ms).map(([name, input]) => ask(name, input)));
  return new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.failure.code)));
};

const DAY_MS = Date.parse('2026-03-10T08:00:00Z');
const FAR_MS = 8.64e15;

describe('a request with an odd date', () => {
  it.each([
    ['0001-01-01', '9999-12-31'],
    ['0001-01-01', '0001-01-01'],
    ['9999-12-01', '9999-12-31'],
    ['0002-03-09', '0002-03-15'],
    ['2026-03-15', '2026-03-09'],
    ['9999-12-31', '0001-01-01'],
  ])('is answered for the existing days %s to %s', async (from, until) => {
    expect([...(await codes(from, until, DAY_MS))]).toEqual(['ok']);
  });

  it.each(['', '2026-13-01', '2026-02-30', '0000-01-01', '275760-09-13', '+010000-01-01', 'soon', 20260310, null])(
    'is refused as invalid for the day %j',
    async (day) => {
      const answer = await ask('timeline.rows', { from: day, until: '2026-03-15' });
      expect(answer).toEqual({ ok: false, failure: { code: 'bad-request' } });
      expect([...(await codes(day, day, DAY_MS))]).toContain('bad-request');
      expect([...(await codes(day, day, DAY_MS))]).not.toContain('failed');
    },
  );

  it.each([FAR_MS, -FAR_MS, FAR_MS * 2, Number.MAX_VALUE, null, '2026'])(
    'is refused or answered, and never fails, for the instant %j',
    async (ms) => {
      expect([...(await codes('2026-03-09', '2026-03-15', ms))]).not.toContain('failed');
    },
  );

  it('never fails, whatever it contains, and the next one is answered', async () => {
    const anything = fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\d$/), fc.constant('2026-03-10'));
    await fc.assert(
      fc.asyncProperty(anything, anything, fc.double(), async (from, until, ms) => {
        expect([...(await codes(from, until, ms))]).not.toContain('failed');
      }),
      { numRuns: 40, seed: SEED },
    );
    expect([...(await codes('2026-03-09', '2026-03-15', DAY_MS))]).toEqual(['ok']);
  });
});
