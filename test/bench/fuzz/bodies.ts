import { createEventStream } from '../load/event-stream.ts';
import { createRandom, pick } from '../measure/random.ts';

type Random = () => number;

/** Bodies as a broken or hostile sender makes them; the same seed, the same bodies. Every tenth is a good event. */
export const createBodies = (seed: number) => {
  const random = createRandom(seed);
  const stream = createEventStream({ seed, assignments: 50 });
  const good = () => Buffer.from(stream.next());
  return {
    random,
    next(): Buffer {
      if (random() < 0.1) return good();
      return pick<(random: Random, good: Buffer) => Buffer>(random, [
        damaged,
        damaged,
        wrapped,
        strangeFields,
        anyJson,
        noise,
        deep,
      ])(random, good());
    },
  };
};

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

/** A good event with some bytes changed, taken out, doubled or cut off. */
const damaged = (random: Random, event: Buffer): Buffer => {
  let bytes = event;
  for (let times = 1 + below(random, 4); times > 0; times--) {
    const at = below(random, bytes.length);
    const to = Math.min(bytes.length, at + below(random, 20));
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << below(random, 8));
    bytes = pick(random, [
      flipped,
      Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]),
      Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]),
      bytes.subarray(0, at),
    ]);
  }
  return bytes;
};

/** Good and bad items together, in every wrapper there is, and in some there are not. */
const wrapped = (random: Random, event: Buffer): Buffer => {
  const items = Array.from({ length: below(random, 5) }, () => (random() < 0.6 ? event.toString() : value(random, 2)));
  const list = `[${items.join(',')}]`;
  return Buffer.from(
    pick(random, [
      list,
      `{"value":${list}}`,
      `{"value":${list},"data":${value(random, 1)}}`,
      `[${list}]`,
      `\ufeff${list}`,
    ]),
  );
};

/** The right fields with values nobody would send. */
const strangeFields = (random: Random): Buffer => {
  const fields = FIELDS.filter(() => random() < 0.8).map((name) => `"${name}":${value(random, 2)}`);
  if (random() < 0.3) fields.push(`"${pick(random, FIELDS)}":${value(random, 1)}`);
  const likely = [
    `"id":${pick(random, ['7', '"8"', '50001', '1e2', '-1'])}`,
    `"changeVersion":"${text(random)}"`,
    '"from":"2026-03-10"',
  ];
  const data = `{${[...(random() < 0.7 ? likely : []), ...fields].join(',')}}`;
  const type = pick(random, ['"InsertOrUpdate"', '"Delete"', '"delete"', '"\\u0000"', value(random, 1)]);
  return Buffer.from(random() < 0.2 ? data : `{"changeType":${type},"data":${data}}`);
};

const anyJson = (random: Random): Buffer => Buffer.from(value(random, 5));

const noise = (random: Random): Buffer =>
  Buffer.from(Array.from({ length: below(random, 200) }, () => below(random, 256)));

const deep = (random: Random, event: Buffer): Buffer => {
  const depth = 10 ** below(random, 5);
  const [open, close] = pick<[string, string]>(random, [
    ['[', ']'],
    ['{"data":', '}'],
    ['{"value":[', ']}'],
  ]);
  return Buffer.from(open.repeat(depth) + event.toString() + (random() < 0.8 ? close.repeat(depth) : ''));
};

const FIELDS: [string, ...string[]] = [
  'id',
  'changeVersion',
  'person',
  'from',
  'until',
  'startTimeInMinutes',
  'endTimeInMinutes',
  'breakDurationInMinutes',
  'comments',
  'activityLevels',
  'isRejected',
  '__proto__',
  'constructor',
  'toString',
  'value',
  'data',
  'changeType',
];

/** Any JSON, and some that only looks like it. */
const value = (random: Random, depth: number): string => {
  const roll = random();
  if (depth > 0 && roll < 0.2)
    return `{${Array.from({ length: below(random, 4) }, () => `"${pick(random, FIELDS)}":${value(random, depth - 1)}`).join(',')}}`;
  if (depth > 0 && roll < 0.35)
    return `[${Array.from({ length: below(random, 4) }, () => value(random, depth - 1)).join(',')}]`;
  if (roll < 0.6) return `"${text(random)}"`;
  return pick(random, [
    'null',
    'true',
    'false',
    '0',
    '-0',
    '1e400',
    '-1e400',
    '1e-400',
    '9007199254740993',
    '0.1',
    '50001',
    '-1441',
    'NaN',
    '1234567890123456789012',
    '"2026-02-30"',
    '"2026-03-10T00:00:00Z"',
    '"480"',
    '"True"',
    '{"id":7}',
    '{"id":"__proto__"}',
    '[{"level":1,"activityDefinition":{"id":"a"}}]',
  ]);
};

const text = (random: Random): string =>
  Array.from({ length: below(random, 8) }, () =>
    pick(random, [
      'a',
      '0',
      'é',
      '😀',
      '\\ud800',
      '\\udfff',
      '\\u0000',
      '\\\\',
      '\\"',
      "'",
      ';--',
      '\ufffd',
      '\\n',
      '0000',
      'Z',
      '%',
      '{',
      '\u2028',
    ]),
  ).join('');
