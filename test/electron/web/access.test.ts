import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Admission } from '../../../electron/ipc/admission.ts';
import { createLog } from '../../../electron/log.ts';
import { createAccess } from '../../../electron/web/access.ts';
import { createTickets } from '../../../electron/web/tickets.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let nowMs: number;
let dataDir: string;
const lines: string[] = [];
const now = () => nowMs;
const start = () => createAccess({ dataDir, now, log: createLog((line) => lines.push(line)) });

beforeEach(() => {
  nowMs = Date.parse('2026-03-10T08:00:00Z');
  lines.length = 0;
  dataDir = mkdtempSync(join(tmpdir(), 'monitor-access-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
});

const keyOf = (admission: Admission): string => (admission.ok ? (admission.key ?? '') : '');
const reasonOf = (admission: Admission): string => (admission.ok ? 'access' : admission.reason);
const endedOf = (admission: Admission): boolean => admission.ok && admission.ended.aborted;

describe('a ticket', () => {
  it('is exchanged for a key once, within ten minutes', () => {
    const access = start();
    const [early, late] = [access.newTicket(), access.newTicket()];
    nowMs += 10 * MINUTE_MS - 1;
    expect(keyOf(access.admit({ ticket: early, keys: [] }))).toMatch(/^[\w-]{43}$/);
    nowMs += 1;
    expect(reasonOf(access.admit({ ticket: late, keys: [] }))).toBe('ticket-expired');
  });

  it('that is invented is refused', () => {
    for (const ticket of ['guess', '../web-sessions.json', '', '\0'])
      expect(reasonOf(start().admit({ ticket, keys: [] }))).toBe('ticket-expired');
  });

  it('of the command works for the app that runs', () => {
    const access = start();
    const ticket = createTickets(dataDir, now).create();
    expect(reasonOf(access.admit({ ticket, keys: [] }))).toBe('access');
  });

  it('ends the session it began when it is used again, at any time, and says so to both', () => {
    const access = start();
    const ticket = access.newTicket();
    const first = access.admit({ ticket, keys: [] });
    nowMs += 20 * DAY_MS;
    expect(endedOf(first)).toBe(false);
    expect(reasonOf(access.admit({ ticket, keys: [] }))).toBe('ticket-used');
    expect(endedOf(first)).toBe(true);
    expect(reasonOf(access.admit({ keys: [keyOf(first)] }))).toBe('ticket-used');
    expect(reasonOf(start().admit({ keys: [keyOf(first)] }))).toBe('ticket-used');
    expect(lines.join()).toContain('used twice');
  });

  it('ends a session that somebody else began with it, also when the planner has access already', () => {
    const access = start();
    const planner = keyOf(access.admit({ ticket: access.newTicket(), keys: [] }));
    const ticket = access.newTicket();
    const stranger = access.admit({ ticket, keys: [] });
    expect(reasonOf(access.admit({ ticket, keys: [planner] }))).toBe('ticket-used');
    expect(endedOf(stranger)).toBe(true);
    expect(reasonOf(access.admit({ keys: [planner] }))).toBe('access');
  });

  it('may be opened again in the browser that has its key', () => {
    const access = start();
    const ticket = access.newTicket();
    const first = access.admit({ ticket, keys: [] });
    const again = access.admit({ ticket, keys: ['of another app', keyOf(first)] });
    expect([reasonOf(again), keyOf(again), endedOf(first)]).toEqual(['access', '', false]);
  });

  it('is used up by a browser that has access already', () => {
    const access = start();
    const key = keyOf(access.admit({ ticket: access.newTicket(), keys: [] }));
    const ticket = access.newTicket();
    expect(keyOf(access.admit({ ticket, keys: [key] }))).toBe('');
    expect(reasonOf(access.admit({ ticket, keys: [] }))).toBe('ticket-expired');
  });
});

describe('a key', () => {
  it('is valid for thirty days after its last use, over restarts', () => {
    const key = keyOf(((access) => access.admit({ ticket: access.newTicket(), keys: [] }))(start()));
    for (let n = 0; n < 5; n += 1) {
      nowMs += 29 * DAY_MS;
      expect(reasonOf(start().admit({ keys: [key] }))).toBe('access');
    }
    nowMs += 30 * DAY_MS;
    expect(reasonOf(start().admit({ keys: [key] }))).toBe('no-access');
  });

  it('stays valid while its page is open', () => {
    const access = start();
    const page = access.admit({ ticket: access.newTicket(), keys: [] });
    for (let day = 0; day < 60; day += 1) {
      nowMs += DAY_MS;
      if (page.ok) page.renew();
    }
    nowMs += 29 * DAY_MS;
    expect(reasonOf(start().admit({ keys: [keyOf(page)] }))).toBe('access');
  });

  it('is found among others, and stored as a hash that only this user can read', () => {
    const access = start();
    const keys = Array.from({ length: 4 }, () => keyOf(access.admit({ ticket: access.newTicket(), keys: [] })));
    for (const key of keys) expect(reasonOf(access.admit({ keys: ['other', key] }))).toBe('access');
    for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
      const path = join(dataDir, name);
      expect(statSync(path).mode & 0o077).toBe(0);
      for (const key of keys) if (statSync(path).isFile()) expect(readFileSync(path, 'utf8')).not.toContain(key);
    }
  });

  it('of the 33rd browser before is forgotten', () => {
    const access = start();
    const keys = Array.from({ length: 33 }, () => keyOf(access.admit({ ticket: access.newTicket(), keys: [] })));
    expect(reasonOf(access.admit({ keys: [keys[0] ?? ''] }))).toBe('no-access');
    expect(reasonOf(access.admit({ keys: [keys[1] ?? ''] }))).toBe('access');
  });

  it('is not known when the stored sessions cannot be read', () => {
    const key = keyOf(((access) => access.admit({ ticket: access.newTicket(), keys: [] }))(start()));
    writeFileSync(join(dataDir, 'web-sessions.json'), '[{"keyHash":1}]');
    const access = start();
    expect(reasonOf(access.admit({ keys: [key] }))).toBe('no-access');
    expect(reasonOf(access.admit({ ticket: access.newTicket(), keys: [] }))).toBe('access');
  });
});

describe('wrong attempts', () => {
  it('are answered thirty times a minute; a page with its key is not affected', () => {
    const access = start();
    const key = keyOf(access.admit({ ticket: access.newTicket(), keys: [] }));
    const ticket = access.newTicket();
    const reasons = Array.from({ length: 40 }, (_, n) => reasonOf(access.admit({ keys: [`guess ${n}`] })));
    expect(reasons.filter((reason) => reason === 'no-access')).toHaveLength(30);
    expect(reasons.at(-1)).toBe('too-many-attempts');
    expect(reasonOf(access.admit({ ticket, keys: [] }))).toBe('too-many-attempts');
    expect(reasonOf(access.admit({ keys: [key] }))).toBe('access');
    nowMs += MINUTE_MS;
    expect(reasonOf(access.admit({ ticket, keys: [] }))).toBe('access');
  });

  it('are not those of a page that has neither ticket nor key', () => {
    const access = start();
    for (let n = 0; n < 100; n += 1) access.admit({ keys: [] });
    expect(reasonOf(access.admit({ ticket: access.newTicket(), keys: [] }))).toBe('access');
  });
});
