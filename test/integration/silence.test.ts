import { connect } from 'node:net';
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
const RUNS = Number(process.env.RUNS ?? 8);

const READABLE = ['plain', 'mark', 'utf-16', 'gzip', 'wrapped', 'long', 'moved', 'renamed'] as const;
const UNREADABLE = [
  'odd',
  'not-json',
  'cut',
  'too-large',
  'stalled',
  'cut-off',
  'wrong-signature',
  'unsigned',
] as const;
type Form = (typeof READABLE)[number] | (typeof UNREADABLE)[number];
const CHANGES = ['reject', 'withdraw', 'comment', 'move', 'create', 'remove'] as const;
type Change = (typeof CHANGES)[number];
/** What becomes of the webhook at the provider: it delivers nothing more. `expired`: although its status is still Enabled. */
const ENDS = ['disabled', 'uninitialized', 'deleted', 'expired'] as const;
/** known: it signs, and the app has seen how. */
const SENDERS = ['unsigned', 'signed', 'known'] as const;
type Sender = (typeof SENDERS)[number];

const nth = fc.nat({ max: 9 });
const seconds = fc.integer({ min: 5, max: 150 });
const change = fc.constantFrom(...CHANGES);
/** So many changes are read from a list. */
const count = fc.constantFrom(1, 1, 1, 12);
const deliver = (forms: readonly Form[]) =>
  fc.record({ do: fc.constant('deliver' as const), change, nth, form: fc.constantFrom(...forms), count });
type Action =
  | { do: 'deliver'; change: Change; nth: number; form: Form; count: number }
  | { do: 'drop' | 'deliver-late'; change: Change; nth: number }
  | { do: 'repeat'; nth: number; isSignedAgain: boolean }
  | { do: 'keep-repeating' }
  | { do: 'lag' | 'wait' | 'refuse-lists'; seconds: number }
  | { do: 'leave-out' | 'hide' | 'garble'; nth: number; seconds: number }
  | { do: 'end-webhook'; how: (typeof ENDS)[number] }
  | { do: 'refuse'; status: 429 | 503; seconds: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: deliver(READABLE) },
  { weight: 6, arbitrary: deliver(UNREADABLE) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), change, nth }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deliver-late' as const), change, nth }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), nth, isSignedAgain: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('keep-repeating' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('lag' as const), seconds }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse-lists' as const), seconds }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('leave-out' as const, 'hide' as const, 'garble' as const),
      nth,
      seconds,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('end-webhook' as const), how: fc.constantFrom(...ENDS) }),
  },
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
  form: Form;
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
  /** As a proxy changes the path of the address. */
  target?: (path: string) => string;
  /** Only the first half of the body is sent; then nothing happens, or the connection ends. */
  half?: 'stalled' | 'cut-off';
}
/** A message that was sent, and to where. */
type Sent = Message & { url: string };
/** named: as a hint, which the app confirms by reading. unread: only a reading of the plan finds it. */
type Arrived = 'readable' | 'named' | 'unread' | 'not';
/** The last change of an assignment, and what the app can know of it. */
interface LastChange {
  arrived: Arrived;
  /** Reading showed an older copy two minutes afterwards. */
  isOld: boolean;
  /** Reading showed it unreadable at some time since. */
  isGarbled: boolean;
  /** Reading did not show it at some time since. */
  isHidden: boolean;
}

const isReadable = (form: Form): boolean => (READABLE as readonly Form[]).includes(form);
const bytes = (text: string | Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text));

const UTF_16 = { 'content-type': 'application/json; charset=utf-16' };
const TARGETS = [
  (path: string) => `${path}/`,
  (path: string) => `${path}?from=relay`,
  (path: string) => `/hooks/${path}`,
  (path: string) => path.replace(/^\/./, (start) => `/%${start.charCodeAt(1).toString(16)}`),
];
/** Above what was once the limit of a body, and above the limit. */
const [LONG_BYTES, TOO_LARGE_BYTES] = [2, 9].map((mib) => mib * 1024 * 1024) as [number, number];

/** @param key null: the provider does not sign. */
const messageOf = (form: Form, events: readonly Event[], key: string | null): Message => {
  const [{ data }] = events as [Event];
  const json = JSON.stringify(events.length === 1 ? events[0] : events);
  const type = { 'content-type': 'application/json' };
  const sign = (text: string) => (key === null ? {} : signed(key, text));
  const written = (text: string): Message => ({ form, body: bytes(text), headers: { ...type, ...sign(text) } });
  switch (form) {
    case 'plain':
      return written(json);
    case 'mark':
      return { ...written(json), body: bytes(`\ufeff${json}`) };
    case 'utf-16':
      return { form, headers: { ...UTF_16, ...sign(json) }, body: bytes(Buffer.from(`\ufeff${json}`, 'utf16le')) };
    case 'gzip':
      return { form, body: bytes(gzipSync(json)), headers: { ...type, ...sign(json), 'content-encoding': 'gzip' } };
    case 'wrapped':
      return written(JSON.stringify({ events }));
    case 'long':
      return written(json.padEnd(LONG_BYTES));
    case 'moved':
      return { ...written(json), target: TARGETS[data.id % TARGETS.length] as (path: string) => string };
    case 'renamed': {
      const headers = Object.entries(sign(json)).map(([name, value]) => [`x-relay-${name}`, value]);
      return { form, body: bytes(json), headers: { ...type, ...Object.fromEntries(headers) } };
    }
    case 'odd': {
      const odd = events.map((event) => ({ ...event, data: { ...event.data, changeVersion: 17 } }));
      return written(JSON.stringify(odd));
    }
    case 'not-json':
      return written(`<event id="${data.id}"/>`);
    case 'cut':
      return { ...written(json), body: bytes(json.slice(0, json.length / 2)) };
    case 'too-large':
      return written(json.padEnd(TOO_LARGE_BYTES));
    case 'stalled':
    case 'cut-off':
      return { ...written(json), half: form };
    case 'wrong-signature':
      return { form, body: bytes(json), headers: { ...type, ...signed('another key', json) } };
    case 'unsigned':
      return { form, body: bytes(json), headers: type };
  }
};

/** Sends the first half of a body. */
const sendHalf = ({ url, body, headers, half }: Sent): Promise<void> =>
  new Promise((resolve) => {
    const { hostname, port, pathname } = new URL(url);
    const lines = Object.entries({ ...headers, host: 'x', 'content-length': body.length }).map((one) => one.join(': '));
    const socket = connect(Number(port), hostname, () => {
      socket.write(`POST ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.write(body.subarray(0, body.length / 2), () => {
        if (half === 'cut-off') socket.destroy();
        resolve();
      });
    });
    socket.on('error', () => resolve());
    socket.resume();
  });

/** The app, the provider, and the way between them, of which each action is a step. */
class World {
  readonly sent: Sent[] = [];
  readonly late: Sent[] = [];
  readonly changes = new Map<number, LastChange>();
  readonly #repairs = new Set<() => void>();
  readonly #garbled = new Set<number>();
  readonly #hidden = new Set<number>();
  #lagsUntilMs = 0;
  #comments = 0;
  #repeating: NodeJS.Timeout | undefined;

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

  static async start(time: FakeTime, sender: Sender): Promise<World> {
    vi.setSystemTime(START);
    const tenant = await startProtime({ people: 2, expiredStatus: 'Enabled' });
    const person = { id: tenant.people()[0]?.id ?? 0 };
    tenant.upsert({ person, from: addDays(dayOf(Date.now()), -70), until: null, comments: 'began before the period' });
    const data = tempDir();
    const core = await startCore({ tenant, data, receiverPort: await freePort() });
    const world = new World(time, tenant, data, core, sender !== 'unsigned');
    await time.advanceUntil('live', world.isLive, MINUTE);
    tenant.pauseDeliveries();
    if (sender === 'known') await world.act({ do: 'deliver', change: 'comment', nth: 0, form: 'plain', count: 1 });
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
        // Each another text: saved without a change it is no sign that messages arrive.
        return saved({ id, comments: `comment ${this.#comments++}` });
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
    const [isGarbled, isHidden] = [this.#garbled.has(id), this.#hidden.has(id)];
    // Without a webhook nothing is sent, so nothing can be lost on the way.
    this.changes.set(id, {
      arrived: this.#isDelivering() ? arrived : 'unread',
      isOld: this.#lagsUntilMs >= Date.now() + 2 * MINUTE,
      isGarbled,
      isHidden,
    });
  }

  /** Whether the provider sends what changes. */
  #isDelivering(): boolean {
    const newest = this.tenant.webhooks().at(-1);
    return newest?.status === 'Enabled' && newest.validUntilMs > Date.now();
  }

  /** @returns the status of the answer; 0 when the body was not sent completely. */
  async #send(message: Message, to?: string): Promise<number> {
    const url = to ?? destinationOf(this.tenant).url;
    this.sent.push({ ...message, url });
    if (message.half) {
      await sendHalf({ ...message, url });
      return 0;
    }
    const { body, headers, target = (path: string) => path } = message;
    const { origin, pathname } = new URL(url);
    const response = await fetch(origin + target(pathname), { method: 'POST', body, headers });
    await response.arrayBuffer();
    return response.status;
  }

  get #key(): string | null {
    return (this.isSigning && this.tenant.webhooks().at(-1)?.key) || null;
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
      case 'refuse-lists':
        return this.#break(step.seconds, this.tenant.readings.refuseLists());
      case 'leave-out':
        return this.#break(step.seconds, this.tenant.readings.leaveOut(this.#pick(step.nth)));
      case 'hide':
        return this.#hide(this.#pick(step.nth), step.seconds);
      case 'end-webhook':
        return this.#endWebhook(step.how);
      case 'garble':
        return this.#garble(this.#pick(step.nth), step.seconds);
      case 'refuse': {
        const rule = { path: '/assignments', status: step.status, retryAfterSeconds: 10 };
        return this.#break(step.seconds, this.tenant.faults.set(rule));
      }
      case 'repeat':
        return this.#repeat(step);
      case 'keep-repeating':
        return this.#keepRepeating();
      case 'drop':
        return this.#changed(this.#change(step.change, step.nth).data.id, 'not');
      case 'deliver-late': {
        const event = this.#change(step.change, step.nth);
        if (this.#isDelivering())
          this.late.push({ ...messageOf('plain', [event], this.#key), url: destinationOf(this.tenant).url });
        return this.#changed(event.data.id, 'not');
      }
      case 'deliver': {
        const events = Array.from({ length: step.count }, (_, n) => this.#change(step.change, step.nth + n));
        const arrived = this.#isDelivering() ? await this.#deliver(step.form, events) : 'unread';
        for (const { data } of events) this.#changed(data.id, arrived);
      }
    }
  }

  async #deliver(form: Form, events: readonly Event[]): Promise<Arrived> {
    const isSigned = this.isSigning && form !== 'unsigned';
    const status = await this.#send(messageOf(form, events, this.#key));
    if (!isReadable(form) && form !== 'unsigned') return 'unread';
    return isSigned ? 'readable' : status === 204 ? 'named' : 'unread';
  }

  async #endWebhook(how: (typeof ENDS)[number]): Promise<void> {
    const { tenant } = this;
    // An end in the second of the creation would be taken for a mistake of the provider.
    await this.time.advance(STEP_MS, STEP_MS);
    const id = tenant.webhooks().at(-1)?.id ?? '';
    if (how === 'disabled') tenant.disableWebhook(id);
    else if (how === 'uninitialized') tenant.setWebhookStatus(id, 'Uninitialized');
    else if (how === 'deleted') tenant.deleteWebhook(id);
    else tenant.expireWebhook(id);
  }

  #lag(seconds: number): void {
    this.#lagsUntilMs = Math.max(this.#lagsUntilMs, Date.now() + seconds * SECOND);
    this.#break(seconds, this.tenant.readings.lag());
  }

  #hide(id: number, seconds: number): void {
    this.#hidden.add(id);
    this.changes.set(id, {
      ...(this.changes.get(id) ?? { arrived: 'readable', isOld: false, isGarbled: false }),
      isHidden: true,
    });
    const repair = this.tenant.readings.hide(id);
    this.#break(seconds, () => {
      this.#hidden.delete(id);
      repair();
    });
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
    const headers = isSignedAgain ? { ...message.headers, ...signature } : message.headers;
    await this.#send({ ...message, headers }, message.url);
  }

  /** A relay that repeats the last good message again and again, until it is repaired. */
  #keepRepeating(): void {
    const last = this.sent.findLast(({ form }) => isReadable(form));
    if (!last) return;
    clearInterval(this.#repeating);
    this.#repeating = setInterval(() => void this.#send(last, last.url), 40 * SECOND);
  }

  async repair(): Promise<void> {
    clearInterval(this.#repeating);
    for (const repair of [...this.#repairs]) repair();
    // The newest first: the others are stale.
    for (const message of this.late.reverse()) await this.#send(message, message.url);
  }

  /** Assignments whose last change the way itself has hidden from the app, up to now. */
  hidden(): Set<number> {
    const isUnseen = ({ arrived, isOld, isGarbled, isHidden }: LastChange) =>
      isHidden ||
      arrived === 'not' ||
      (arrived === 'named' && isGarbled) ||
      (arrived === 'unread' && (isOld || isGarbled));
    return new Set([...this.changes].flatMap(([id, last]) => (isUnseen(last) ? [id] : [])));
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
    clearInterval(this.#repeating);
    await this.core.monitor.close();
    await this.tenant.close();
  }
}

const send = (form: Form, change: Change = 'reject', nth = 0, count = 1): Action => ({
  do: 'deliver',
  change,
  nth,
  form,
  count,
});
const drop: Action = { do: 'drop', change: 'reject', nth: 0 };
const lag: Action = { do: 'lag', seconds: 101 };
/** Of each kind of silence one that is tried in every run. */
const EXAMPLES: [sender: Sender, actions: Action[]][] = [
  ['unsigned', [lag, send('plain')]],
  ['unsigned', [lag, send('plain', 'create')]],
  ['unsigned', [lag, send('plain', 'remove')]],
  ['unsigned', [{ do: 'refuse-lists', seconds: 400 }, send('plain', 'reject', 0, 12)]],
  ['signed', [send('not-json')]],
  ['signed', [send('too-large')]],
  ['signed', [send('stalled')]],
  ['signed', [send('cut-off')]],
  ['signed', [{ do: 'refuse', status: 503, seconds: 400 }, send('not-json')]],
  ['signed', [drop]],
  // After the days were compared once.
  ['signed', [{ do: 'wait', seconds: 310 }, drop]],
  // Of today and tomorrow: those of other days are compared before the plan is.
  ['known', READABLE.map((form, n) => send(form, 'create', n % 2))],
  ['known', [lag, send('renamed')]],
  ['known', [send('wrong-signature')]],
  [
    'known',
    [{ do: 'hide', nth: 0, seconds: 30 }, send('not-json', 'comment', 1), { do: 'wait', seconds: 40 }, send('plain')],
  ],
  // A second reading, two minutes later, no longer shows the old copy.
  ['known', [lag, send('not-json')]],
  ['known', [{ do: 'keep-repeating' }, { do: 'end-webhook', how: 'disabled' }, drop]],
  ['known', [{ do: 'end-webhook', how: 'uninitialized' }, drop]],
  ['known', [{ do: 'end-webhook', how: 'expired' }, drop]],
];

it('has the plan of the provider or does not say live, and has it within the stated time in any case', async () => {
  const time = installFakeTime();
  const run = async (sender: Sender, actions: readonly Action[]): Promise<void> => {
    const world = await World.start(time, sender);
    try {
      for (const step of actions) await world.act(step);
      await time.advance(SETTLED_AFTER_MS, STEP_MS);
      if (await world.isLive()) await world.expectEqual(world.hidden());

      await world.repair();
      await world.expectFound();
      // A doubt because of messages that did not arrive ends when one does.
      await world.act({ do: 'deliver', change: 'comment', nth: 0, form: 'plain', count: 1 });
      await time.advance(SETTLED_AFTER_MS, STEP_MS);
      await time.advanceUntil('live', world.isLive, 32 * MINUTE);
      await world.expectEqual();
    } finally {
      await world.close();
    }
  };
  const actions = fc.array(action, { minLength: 1, maxLength: 8, size: 'max' });
  await fc.assert(fc.asyncProperty(fc.constantFrom(...SENDERS), actions, run), {
    numRuns: EXAMPLES.length + RUNS,
    seed: SEED,
    examples: EXAMPLES,
  });
});
