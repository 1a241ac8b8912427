import { writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openQueries } from '../../../../electron/database/queries.ts';
import { searchIndexPath } from '../../../../electron/database/search/index-file.ts';
import { openSearchIndex } from '../../../../electron/database/search/search-index.ts';
import type { SearchRequest } from '../../../../shared/search.ts';
import { fillIndex } from '../../../bench/search/dataset.ts';
import { pushed, remove, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

const PEOPLE = [
  { id: 7, firstName: 'Zoë', lastName: 'De Smet', employeeNumber: '0042' },
  { id: 8, firstName: 'Jan', lastName: 'Peeters', employeeNumber: null },
];

/** Two people and five changes, all indexed. */
const start = () => {
  const core = startFile();
  core.names.putPeople(PEOPLE);
  core.apply(upsert(1, 'A', { comments: 'Réunion at Ghent' }), pushed(1000));
  core.apply(upsert(2, 'A', { person: { id: 8 }, comments: 'OR NOT "quoted" AND near(x)' }), pushed(2000));
  core.apply(upsert(1, 'B', { comments: 'Moved to Antwerp', isRejected: true }), pushed(3000));
  core.apply(upsert(1, 'B'), pushed(4000));
  core.apply(upsert(3, 'A', { person: null, from: '2026-04-01', until: null }), pushed(5000));
  const catchUp = () => {
    const index = openSearchIndex(core.path);
    index.indexChangedNames();
    while (index.indexNewLines(2) === 2);
    index.close();
  };
  catchUp();
  const open = () => {
    const queries = openQueries(core.path);
    onTestFinished(() => queries.close());
    return queries;
  };
  const queries = open();
  const ids = (request: Partial<SearchRequest>) =>
    queries
      .search({ limit: 50, ...request })
      .entries.map(({ assignmentId, changeVersion }) => `${assignmentId}${changeVersion}`);
  return { ...core, catchUp, open, queries, ids };
};

/** A log that was not indexed yet. */
const startUnindexed = () => {
  const core = startFile();
  core.apply(upsert(1, 'A'), pushed(1000));
  const open = () => {
    const queries = openQueries(core.path);
    onTestFinished(() => queries.close());
    return queries;
  };
  return { path: core.path, open };
};

it('finds words in any field without accents, the last one by its prefix', () => {
  const { ids } = start();
  expect(ids({ text: 'reunion' })).toEqual(['1B', '1A']);
  expect(ids({ text: 'ZOE smet' })).toEqual(['1B', '1A']);
  expect(ids({ text: 'zoe ant' })).toEqual(['1B']);
  expect(ids({ text: 'ant zoe' })).toEqual([]);
  expect(ids({ text: '0042' })).toEqual(['1B', '1A']);
  expect(ids({ text: '"moved to"' })).toEqual(['1B']);
  expect(ids({ text: '"to moved"' })).toEqual([]);
});

it('treats operators as text', () => {
  const { ids } = start();
  expect(ids({ text: 'OR NOT' })).toEqual(['2A']);
  expect(ids({ text: 'near(x)' })).toEqual(['2A']);
  for (const odd of ['"', '*', 'a OR', 'person:7', '^jan', 'a"b', '(', '-jan', '"quoted'])
    expect(() => ids({ text: odd })).not.toThrow();
  const long = ['a ', '東', "o'b-", '"a" ', 'zoë ', '\ue000', '\0', '\ud83d', '🎂', '{chips}: ', '-+^*'];
  for (const part of long) expect(() => ids({ text: part.repeat(500 / part.length) })).not.toThrow();
  expect(ids({ text: '***' })).toEqual([]);
  expect(ids({ text: '   ' })).toEqual(['3A', '1B', '2A', '1A']);
});

it('filters by person, days, time seen, kind, source and outcome', () => {
  const { ids } = start();
  expect(ids({ personId: 8 })).toEqual(['2A']);
  expect(ids({ from: '2026-03-11' })).toEqual(['3A']);
  expect(ids({ until: '2026-03-31' })).toEqual(['1B', '2A', '1A']);
  expect(ids({ seenFromMs: 2000, seenUntilMs: 3000 })).toEqual(['2A']);
  expect(ids({ kinds: ['rejected'] })).toEqual(['1B']);
  expect(ids({ sources: ['sync'] })).toEqual([]);
  expect(ids({ outcomes: ['duplicate'] })).toEqual(['1B']);
  expect(ids({ text: 'zoe', kinds: ['new'], personId: 7 })).toEqual(['1A']);
});

it('pages through everything once, newest first', () => {
  const { queries } = start();
  const seen: number[] = [];
  for (let beforeSeq: number | undefined; ; ) {
    const page = queries.search({ limit: 2, ...(beforeSeq === undefined ? {} : { beforeSeq }) });
    seen.push(...page.entries.map(({ seq }) => seq));
    if (page.nextBefore === null) break;
    beforeSeq = page.nextBefore;
  }
  expect(seen).toEqual([5, 3, 2, 1]);
});

it('finds a renamed person under both names', () => {
  const { names, catchUp, ids } = start();
  names.putPeople([{ id: 8, firstName: 'Jan', lastName: 'Janssens', employeeNumber: null }]);
  catchUp();
  expect([ids({ text: 'peeters' }), ids({ text: 'janssens' })]).toEqual([['2A'], ['2A']]);
});

it('completes an interrupted index build', () => {
  const { path, open } = startUnindexed();
  writeFileSync(searchIndexPath(path), '');
  expect(open().search({ limit: 10 }).entries).toHaveLength(1);
});

it('rebuilds a damaged index', () => {
  const { path, catchUp, open, queries } = start();
  queries.close();
  writeFileSync(searchIndexPath(path), 'no index '.repeat(1000));
  catchUp();
  expect(open().search({ limit: 10, text: 'peeters' }).entries).toHaveLength(1);
});

it('rebuilds an index of another version', () => {
  const { path, catchUp, open, queries } = start();
  queries.close();
  const before = new Sqlite(searchIndexPath(path));
  before.exec('CREATE TABLE line_set (word TEXT PRIMARY KEY); DROP TABLE line; DROP TABLE change_text');
  before.exec('CREATE VIRTUAL TABLE change_text USING fts5(person, content = "")');
  before.pragma('user_version = 14');
  before.close();
  expect(open().search({ limit: 10 }).entries).toHaveLength(4);
  catchUp();
  expect(open().search({ limit: 10, text: 'peeters' }).entries).toHaveLength(1);
});

const FOREIGN: [text: string, found: string][] = [
  ['obrien', "O'Brien"],
  ["o'brien", "O'Brien"],
  ['o’bri', "O'Brien"],
  ['vandenberghe', 'Van den Berghe'],
  ['vanden berghe', 'Van den Berghe'],
  ['van den berghe', 'Van den Berghe'],
  ['vandenb', 'Van den Berghe'],
  ["d'hondt", 'Dhondt'],
  ['jeanpierre', 'Jean-Pierre'],
  ['janssens', 'Jan\u00adssens'],
  ['pauwels', 'Pau\u200bwels'],
  ['ijsbrand', 'ĳsbrand'],
  ['fiers', 'ﬁers'],
  ['wauters', 'Ｗａｕｔｅｒｓ'],
  ['lukasz', 'Łukasz'],
  ['strasse', 'Straße'],
  ['タワー', '東京タワー'],
  ['京', '東京タワー'],
  ['국', '한국어'],
  ['🎂', 'taart🎂!'],
  ['👍', 'goed 👍🏽'],
  ['🇧🇪', 'in 🇧🇪'],
];

it.each(['indexed', 'not indexed yet'])('finds names and words in any spelling, %s', (way) => {
  const core = startFile();
  const texts = [...new Set(FOREIGN.map(([, text]) => text))];
  core.names.putPeople(texts.map((lastName, n) => ({ id: 100 + n, firstName: 'Xi', lastName, employeeNumber: null })));
  for (const [n] of texts.entries()) core.apply(upsert(n + 1, 'A', { person: { id: 100 + n } }), pushed());
  if (way === 'indexed') fillIndex(core.path);
  const queries = openQueries(core.path);
  onTestFinished(() => queries.close());
  const find = (text: string) =>
    queries.search({ text, limit: 50 }).entries.map(({ assignmentId }) => texts[assignmentId - 1]);
  expect(FOREIGN.map(([typed]) => [typed, ...find(typed)])).toEqual(FOREIGN);
});

it('accepts any quotation marks, and counts each of several searches', () => {
  const { ids, queries } = start();
  expect(ids({ text: '« moved to »' })).toEqual(['1B']);
  expect(ids({ text: '“to moved”' })).toEqual([]);
  expect(
    queries.countEach([{}, { personId: 8 }, { text: '"moved to"' }, { text: '!!' }], Number.POSITIVE_INFINITY),
  ).toEqual([4, 1, 1, 0]);
});

it('returns the assignment of each line; of a deleted one, its last version', () => {
  const core = start();
  core.apply(remove(2, 'B'), pushed(6000));
  const seqs = core.queries.search({ limit: 50 }).entries.map(({ seq }) => seq);
  const [taken = 0] = seqs;
  const about = new Map(core.queries.inspector.shifts([...seqs, 999]).map((words) => [words.seq, words.comments]));
  expect(about.size).toBe(seqs.length);
  expect(about.get(taken)).toBe('OR NOT "quoted" AND near(x)');
});
