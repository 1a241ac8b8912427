import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { DemoTenant } from '../../electron/demo/tenant.ts';
import { addDays, dayOf } from '../../shared/time.ts';
import { SEED } from '../seed.ts';
import { freePort, runJsonCommand, tempDir } from './app.ts';
import { type Core, startCore } from './core.ts';
import { type FakeTime, installFakeTime } from './fake-time.ts';
import { asPlan, destinationOf, type Event, expectedPlan, removeEvents, signed, startProtime } from './protime.ts';

/*
 * A quiet screen means that nothing happened: whatever arrives, does not arrive or cannot be read, the app has the provider's
 * plan and rejections, or does not say `live`. What the way hides from it (no message came, or only one that cannot be read
 * while reading shows an old copy) it finds within the time that it states.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const START = '2026-03-10T09:00:00Z';
/** A confirmation may wait for two minutes, a reading follows within one; what arrived is in the plan then, or in doubt. */
const SETTLED_AFTER_MS = 3 * MINUTE + 30 * SECOND;
/** Of the clock. */
const STEP_MS = 10 * SECOND;
const RUNS = Number(process.env.RUNS ?? 12);

const READABLE = ['plain', 'mark', 'gzip', 'wrapped'] as const;
const UNREADABLE = ['odd', 'not-json', 'cut', 'wrong-signature', 'unsigned'] as const;
type Form = (typeof READABLE)[number] | (typeof UNREADABLE)[number];
const CHANGES = ['reject', 'withdraw', 'comment', 'move', 'create', 'remove'] as const;
type Change = (typeof CHANGES)[number];

const nth = fc.nat({ max: 40 });
const seconds = fc.integer({ min: 5, max: 150 });
const change = fc.constantFrom(...CHANGES);
const deliver = (forms: readonly Form[]) =>
  fc.record({ do: fc.constant('deliver' as const), change, nth, form: fc.constantFrom(...forms) });
type Action =
  | { do: 'deliver'; change: Change; nth: number; form: Form }
  | { do: 'drop' | 'deliver-late'; change: Change; nth: number }
  | { do: 'repeat'; nth: number; isSignedAgain: boolean }
  | { do: 'lag' | 'wait'; seconds: number }
  | { do: 'leave-out' | 'garble'; nth: number; seconds: number }
  | { do: 'refuse'; status: 429 | 503; seconds: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: deliver(READABLE) },
  { weight: 6, arbitrary: deliver(UNREADABLE) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), change, nth }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deliver-late' as const), change, nth }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), nth, isSignedAgain: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('lag' as const), seconds }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave-out' as const, 'garble' as const), nth, seconds }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refuse' as const),
      status: fc.constantFrom(429 as const, 503 as const),
      seconds,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds }) },
);

interface Message {
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}
/** named: as a hint, which the app confirms by reading. */
type Arrived = 'readable' | 'named' | 'unreadable' | 'not';
/** The last change of an assignment, and what the app can know of it. */
interface LastChange {
  arrived: Arrived;
  /** Reading showed an older copy two minutes afterwards. */
  isOld: boolean;
  /** Reading showed it unreadable at some time since. */
  isGarbled: boolean;
}

const isReadable = (form: Form): boolean => (READABLE as readonly Form[]).includes(form);
const bytes = (text: string | Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text));

/** @param key null: the provider does not sign. */
const messageOf = (form: Form, event: Event, key: string | null): Message => {
  const json = JSON.stringify(event);
  const type = { 'content-type': 'application/json' };
  const sign = (text: string) => (key === null ? {} : signed(key, text));
  switch (form) {
    case 'plain':
      return { body: bytes(json), headers: { ...type, ...sign(json) } };
    case 'mark':
      return { body: bytes(`\ufeff${json}`), headers: { ...type, ...sign(json) } };
    case 'gzip':
      return { body: bytes(gzipSync(json)), headers: { ...type, ...sign(json), 'content-encoding': 'gzip' } };
    case 'wrapped':
      return messageOf('plain', { events: [event] } as unknown as Event, key);
    case 'odd':
      return messageOf('plain', { ...event, data: { ...event.data, changeVersion: 17 } } as unknown as Event, key);
    case 'not-json': {
      const text = `<event id="${event.data.id}"/>`;
      return { body: bytes(text), headers: { ...type, ...sign(text) } };
    }
    case 'cut':
      return { body: bytes(json.slice(0, json.length / 2)), headers: { ...type, ...sign(json) } };
    case 'wrong-signature':
      return { body: bytes(json), headers: { ...type, ...signed('another key', json) } };
    case 'unsigned':
      return { body: bytes(json), headers: type };
  }
};

/** The app, the provider, and the way between them, of which each action is a step. */
class World {
  readonly sent: Message[] = [];
  readonly late: Message[] = [];
  readonly changes = new Map<number, LastChange>();
  readonly #repairs = new Set<() => void>();
  readonly #garbled = new Set<number>();
  #lagsUntilMs = 0;

  readonly time: FakeTime;
  readonly tenant: DemoTenant;
  readonly data: string;
  readonly core: Core;
  readonly isSigning: boolean;

  constructor(time: FakeTime, tenant: DemoTenant, data: string, core: Core, isSigning: boolean) {
    this.time = time;
    this.tenant = tenant;
    this.data = data;
    this.core = core;
    this.isSigning = isSigning;
  }

  static async start(time: FakeTime, isSigning: boolean): Promise<World> {
    vi.setSystemTime(START);
    const tenant = await startProtime({ people: 2 });
    const data = tempDir();
    const core = await startCore({ tenant, data, receiverPort: await freePort() });
    const world = new World(time, tenant, data, core, isSigning);
    await time.advanceUntil('live', world.isLive, MINUTE);
    tenant.pauseDeliveries();
    return world;
  }

  readonly isLive = async (): Promise<boolean> => {
    const { state, busy } = await this.core.status();
    return state === 'live' && !busy;
  };

  /** One of the assignments that begin in the next weeks. */
  #pick(n: number): number {
    const today = dayOf(Date.now());
    const soon = this.tenant.assignments().filter(({ from }) => from >= today && from < addDays(today, 21));
    return soon[n % soon.length]?.id ?? 0;
  }

  #change(kind: Change, n: number): Event {
    const { tenant } = this;
    const id = this.#pick(n);
    const saved = (input: Parameters<DemoTenant['upsert']>[0]): Event => ({
      changeType: 'InsertOrUpdate',
      data: tenant.upsert(input),
    });
    switch (kind) {
      case 'reject':
        return saved({ id, isRejected: true });
      case 'withdraw':
        return saved({ id, isRejected: false });
      case 'comment':
        return saved({ id, comments: `comment ${n}` });
      case 'move': {
        const day = addDays(dayOf(Date.now()), n % 21);
        return saved({ id, from: day, until: day });
      }
      case 'create': {
        const day = addDays(dayOf(Date.now()), n % 21);
        return saved({ person: { id: tenant.people()[0]?.id ?? 0 }, from: day, until: day, isRejected: n % 2 === 0 });
      }
      case 'remove': {
        const [, removed] = removeEvents(tenant, id);
        if (!removed) throw new Error('no event');
        return removed;
      }
    }
  }

  #changed(id: number, arrived: Arrived): void {
    this.changes.set(id, {
      arrived,
      isOld: this.#lagsUntilMs >= Date.now() + 2 * MINUTE,
      isGarbled: this.#garbled.has(id),
    });
  }

  /** @returns the status of the answer. */
  async #send(message: Message): Promise<number> {
    const { url } = destinationOf(this.tenant);
    this.sent.push(message);
    const response = await fetch(url, { method: 'POST', ...message });
    await response.arrayBuffer();
    return response.status;
  }

  get #key(): string | null {
    return this.isSigning ? destinationOf(this.tenant).key : null;
  }

  #break(forSeconds: number, repair: () => void): void {
    const once = () => {
      if (this.#repairs.delete(once)) repair();
    };
    this.#repairs.add(once);
    setTimeout(once, forSeconds * SECOND);
  }

  async act(step: Action): Promise<void> {
    switch (step.do) {
      case 'wait':
        return this.time.advance(step.seconds * SECOND, STEP_MS);
      case 'lag':
        return this.#lag(step.seconds);
      case 'leave-out':
        return this.#break(step.seconds, this.tenant.readings.leaveOut(this.#pick(step.nth)));
      case 'garble':
        return this.#garble(this.#pick(step.nth), step.seconds);
      case 'refuse': {
        const rule = { path: '/assignments', status: step.status, retryAfterSeconds: 10 };
        return this.#break(step.seconds, this.tenant.faults.set(rule));
      }
      case 'repeat':
        return this.#repeat(step);
      case 'drop':
        return this.#changed(this.#change(step.change, step.nth).data.id, 'not');
      case 'deliver-late': {
        const event = this.#change(step.change, step.nth);
        this.late.push(messageOf('plain', event, this.#key));
        return this.#changed(event.data.id, 'not');
      }
      case 'deliver': {
        const event = this.#change(step.change, step.nth);
        return this.#deliver(step.form, event);
      }
    }
  }

  async #deliver(form: Form, event: Event): Promise<void> {
    const isSigned = this.isSigning && form !== 'unsigned';
    const status = await this.#send(messageOf(form, event, this.#key));
    if (!isReadable(form) && form !== 'unsigned') this.#changed(event.data.id, 'unreadable');
    else this.#changed(event.data.id, isSigned ? 'readable' : status === 204 ? 'named' : 'unreadable');
  }

  #lag(seconds: number): void {
    this.#lagsUntilMs = Math.max(this.#lagsUntilMs, Date.now() + seconds * SECOND);
    this.#break(seconds, this.tenant.readings.lag());
  }

  #garble(id: number, seconds: number): void {
    this.#garbled.add(id);
    const last = this.changes.get(id);
    if (last) last.isGarbled = true;
    const repair = this.tenant.readings.garble(id);
    this.#break(seconds, () => {
      this.#garbled.delete(id);
      repair();
    });
  }

  /** The same message once more; signed again, it is not recognised as a repeat by its headers. */
  async #repeat({ nth, isSignedAgain }: { nth: number; isSignedAgain: boolean }): Promise<void> {
    const message = this.sent[nth % Math.max(1, this.sent.length)];
    if (!message) return;
    const signature = this.#key === null ? {} : signed(this.#key, Buffer.from(message.body).toString());
    await this.#send(isSignedAgain ? { ...message, headers: { ...message.headers, ...signature } } : message);
  }

  async repair(): Promise<void> {
    for (const repair of [...this.#repairs]) repair();
    // The newest first: the others are stale.
    for (const message of this.late.reverse()) await this.#send(message);
  }

  /** Assignments whose last change the way itself has hidden from the app, up to now. */
  hidden(): Set<number> {
    const isHidden = ({ arrived, isOld, isGarbled }: LastChange) =>
      arrived === 'not' || (arrived === 'named' && isGarbled) || (arrived === 'unreadable' && (isOld || isGarbled));
    return new Set([...this.changes].flatMap(([id, last]) => (isHidden(last) ? [id] : [])));
  }

  /** The plan and the open rejections of both sides. */
  async compare(except: ReadonlySet<number> = new Set()) {
    const { tenant, data, core } = this;
    const isCompared = ({ id }: Record<string, unknown>) => !except.has(Number(id));
    const plan = asPlan(await runJsonCommand('plan', data)).filter(isCompared);
    const open = await core.monitor.handlers['rejections.list']({ states: ['open'] });
    const ids = open.map(({ assignmentId }) => assignmentId).filter((id) => !except.has(id));
    const expected = expectedPlan(tenant).filter(isCompared);
    return {
      shown: { plan, rejected: ids.sort((a, b) => a - b) },
      expected: { plan: expected, rejected: expected.flatMap(({ id, isRejected }) => (isRejected ? [id] : [])) },
    };
  }

  async expectEqual(except?: ReadonlySet<number>): Promise<void> {
    const { shown, expected } = await this.compare(except);
    expect(shown).toEqual(expected);
  }

  /** Equal within the time that the app states: by then the comparison has found what did not arrive. */
  async expectFound(): Promise<void> {
    const { compare } = await this.core.status();
    const limitMs = (compare?.farMinutes ?? 0) * MINUTE;
    for (let passedMs = 0; passedMs < limitMs; passedMs += MINUTE) {
      const { shown, expected } = await this.compare();
      if (isDeepStrictEqual(shown, expected)) return;
      await this.time.advance(MINUTE, STEP_MS);
    }
    await this.expectEqual();
  }

  async close(): Promise<void> {
    await this.core.monitor.close();
    await this.tenant.close();
  }
}

const reject = { change: 'reject', nth: 0 } as const;
/** Of each kind of silence one that is tried in every run. */
const EXAMPLES: [isSigning: boolean, actions: Action[]][] = [
  [
    false,
    [
      { do: 'lag', seconds: 101 },
      { do: 'deliver', ...reject, form: 'plain' },
    ],
  ],
  [true, [{ do: 'deliver', ...reject, form: 'not-json' }]],
  [
    true,
    [
      { do: 'lag', seconds: 101 },
      { do: 'deliver', ...reject, form: 'not-json' },
    ],
  ],
  [true, [{ do: 'drop', ...reject }]],
];

it('has the plan of the provider or does not say live, and has it within the stated time in any case', async () => {
  const time = installFakeTime();
  const run = async (isSigning: boolean, actions: readonly Action[]): Promise<void> => {
    const world = await World.start(time, isSigning);
    try {
      for (const step of actions) await world.act(step);
      await time.advance(SETTLED_AFTER_MS, STEP_MS);
      if (await world.isLive()) await world.expectEqual(world.hidden());

      await world.repair();
      await world.expectFound();
      // A doubt because of messages that did not arrive ends when one does.
      await world.act({ do: 'deliver', change: 'comment', nth: 0, form: 'plain' });
      await time.advance(SETTLED_AFTER_MS, STEP_MS);
      await time.advanceUntil('live', world.isLive, 32 * MINUTE);
      await world.expectEqual();
    } finally {
      await world.close();
    }
  };
  await fc.assert(fc.asyncProperty(fc.boolean(), fc.array(action, { minLength: 1, maxLength: 8, size: 'max' }), run), {
    numRuns: RUNS,
    seed: SEED,
    examples: EXAMPLES,
  });
});
