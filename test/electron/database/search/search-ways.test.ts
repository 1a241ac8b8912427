import { statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openQueries } from '../../../../electron/database/queries.ts';
import { createCounter } from '../../../../electron/database/search/counts.ts';
import { searchIndexPath } from '../../../../electron/database/search/index-file.ts';
import { createSearch } from '../../../../electron/database/search/search.ts';
import { openSearchIndex } from '../../../../electron/database/search/search-index.ts';
import { versionFields } from '../../../../electron/database/tables/change-log.ts';
import { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES, type ChangeEntry } from '../../../../shared/change-event.ts';
import { fold } from '../../../../shared/fold.ts';
import { COUNT_CAP, type SearchFilters, type SearchPage, type SearchRequest } from '../../../../shared/search.ts';
import { fillIndex, fillLog } from '../../../bench/search/dataset.ts';
import { listed, pushed, remove, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

const start = () => {
  const core = startFile();
  const catchUp = () => void fillIndex(core.path);
  let queries: ReturnType<typeof openQueries> | undefined;
  const open = () => {
    if (!queries) {
      const opened = openQueries(core.path);
      onTestFinished(() => opened.close());
      queries = opened;
    }
    return queries;
  };
  const seqs = (request: Partial<SearchRequest>): number[] =>
    open()
      .search({ limit: 500, ...request })
      .entries.map(({ seq }) => seq);
  return { ...core, catchUp, open, seqs };
};

it('finds ids and employee numbers exactly, a single letter at the beginning of any word', () => {
  const { names, apply, catchUp, seqs } = start();
  names.putPeople([{ id: 12, firstName: 'Łukasz', lastName: 'Sørensen', employeeNumber: '0042' }]);
  apply(upsert(500, 'A', { person: { id: 12 }, comments: 'Cœur' }), pushed());
  apply(upsert(5001, 'A', { person: { id: 120 }, comments: 'room 00421' }), pushed());
  catchUp();
  expect(seqs({ text: '500' })).toEqual([1]);
  expect(seqs({ text: '12' })).toEqual([1]);
  expect(seqs({ text: '0042' })).toEqual([1]);
  expect(seqs({ text: 'lukasz sorensen' })).toEqual([1]);
  expect(seqs({ text: 'coeur' })).toEqual([1]);
  expect(seqs({ text: 'r' })).toEqual([2]);
  expect(seqs({ text: 'lukasz c' })).toEqual([1]);
  expect(seqs({ text: 'x' })).toEqual([]);
});

it('finds an activity by its id, and by its name also when the name became known later', () => {
  const { names, apply, catchUp, seqs } = start();
  const id = '38fc2206-b51f-434a-9c36-9e0e5fc5e70e';
  apply(upsert(1, 'A', { activityLevels: [{ level: 1, activityDefinition: { id } }] }), pushed());
  catchUp();
  expect([
    seqs({ text: id }),
    seqs({ text: '38fc2206-b5' }),
    seqs({ text: '38fc' }),
    seqs({ text: 'onthaal' }),
  ]).toEqual([[1], [1], [1], []]);
  names.putActivities([{ id, level: 1, name: 'Onthaal', translations: { 'fr-BE': 'Réception' } }]);
  catchUp();
  expect([seqs({ text: 'onthaal' }), seqs({ text: 'recept' })]).toEqual([[1], [1]]);
});

it('stores former names outside the index, so that the index can be rebuilt', () => {
  const { names, apply, catchUp, seqs, path } = start();
  names.putPeople([{ id: 7, firstName: 'Jan', lastName: 'Peeters', employeeNumber: '1' }]);
  apply(upsert(1, 'A'), pushed());
  names.putPeople([{ id: 7, firstName: 'Jan', lastName: 'Maes', employeeNumber: '2' }]);
  catchUp();
  expect([seqs({ text: 'peeters' }), seqs({ text: 'maes' }), seqs({ text: '1' })]).toEqual([[1], [1], [1]]);
  expect(path).toContain('planner');
});

it('filters by chips also changes that are not indexed yet', () => {
  const { apply, seqs, catchUp } = start();
  apply(upsert(1, 'A'), pushed());
  catchUp();
  apply(upsert(1, 'B', { isRejected: true }), pushed());
  apply(upsert(2, 'A', { person: { id: 9 } }), listed());
  expect([seqs({}), seqs({ kinds: ['rejected'] }), seqs({ sources: ['sync'] }), seqs({ personId: 9 })]).toEqual([
    [3, 2, 1],
    [2],
    [3],
    [3],
  ]);
});

it('finds the same with and without the index', () => {
  const { names, apply, seqs, catchUp } = start();
  const id = '38fc2206-b51f-434a-9c36-9e0e5fc5e70e';
  const does = (activityId: string | number, references?: Record<string, string>) => ({
    activityLevels: [{ level: 1, activityDefinition: { id: activityId, externalReferences: references } }],
  });
  names.putPeople([
    { id: 7, firstName: 'Jan', lastName: 'Peeters', employeeNumber: '0042' },
    { id: 712, firstName: 'Łukasz', lastName: 'Sørensen', employeeNumber: null },
  ]);
  names.putActivities([{ id, level: 1, name: 'Onthaal (+ gate)', translations: { 'fr-BE': 'Réception' } }]);
  const lines: Record<string, unknown>[] = [
    { comments: 'Gate 4: "oak"' },
    { comments: 'Straße,\nœuvre' },
    { comments: 'ÉTÉ à Γενεύη', person: { id: 712 } },
    { comments: 'C:\\news\tgate-keeper' },
    does(id),
    does('A+1/ÿ', { erp: 'X-100 $' }),
    does('B+2-c'),
    does(4711),
    { comments: null, person: { id: 712 } },
  ];
  for (const [n, fields] of lines.entries()) apply(upsert(500 + n, 'A', fields), pushed());
  apply(upsert(500, 'B', { comments: 'later' }), pushed());
  apply(remove(501, 'B'), pushed());
  const asked = [
    ...['gate', 'GATE 4', '"gate 4"', '"4 gate"', 'gat', 'oak', 'strasse', 'oeuvre', 'ete', 'γενευη', 'γεν', 'news'],
    ...[
      'keeper',
      'tgate',
      'ngate',
      'gatekeeper',
      'onthaal',
      'reception',
      'gate onthaal',
      id,
      '38fc2206b51f',
      '38fc',
      'a1',
    ],
    ...[
      'a1ÿ',
      'b2c',
      '100',
      'x 100',
      '"100 x"',
      '4711',
      '711',
      '471',
      '500',
      '501',
      '50',
      '7',
      '71',
      '712',
      '0042',
      '42',
      'peeters',
    ],
    ...['lukasz', 'sorensen 503', 'later', 'person', 'comments', 'null', 'n', 'zzz', '+', 'gate later', 'e'],
  ];
  const answers = () => asked.map((text) => ({ text, found: seqs({ text, outcomes: [...CHANGE_OUTCOMES] }) }));
  const tail = answers();
  catchUp();
  expect(tail).toEqual(answers());
  expect(new Set(tail.flatMap(({ found }) => found)).size).toBe(lines.length + 2);
});

it('filters by time seen also when the clock was set back', () => {
  const { apply, seqs, catchUp } = start();
  const hour = 3_600_000;
  for (const [n, at] of [10, 11, 12, 3, 4, 13].entries()) apply(upsert(n + 1, 'A'), pushed(at * hour));
  catchUp();
  expect(seqs({ seenFromMs: 3 * hour, seenUntilMs: 5 * hour })).toEqual([5, 4]);
  expect(seqs({ seenFromMs: 11 * hour, seenUntilMs: 13 * hour })).toEqual([3, 2]);
  expect(seqs({ seenFromMs: 13 * hour })).toEqual([6]);
});

it('orders by shift, latest first, and pages through all changes once, those without a day last', () => {
  const { apply, open, catchUp, seqs } = start();
  const days = ['2026-03-10', '2026-05-01', '2026-03-10', '2026-04-30', '2026-03-09'];
  for (const [n, from] of days.entries()) apply(upsert(n + 1, 'A', { from, until: from }), pushed());
  apply(remove(99, 'A'), pushed());
  catchUp();
  const all = { outcomes: [...CHANGE_OUTCOMES] };
  expect(seqs({ order: 'shift', ...all })).toEqual([2, 4, 3, 1, 5, 6]);
  const paged: number[] = [];
  let next: Partial<SearchRequest> | undefined = {};
  while (next) {
    const page = open().search({ order: 'shift', limit: 2, ...all, ...next });
    paged.push(...page.entries.map(({ seq }) => seq));
    next =
      page.nextBefore === null ? undefined : { beforeSeq: page.nextBefore, beforeDay: page.nextBeforeDay ?? undefined };
  }
  expect(paged).toEqual([2, 4, 3, 1, 5, 6]);
});

it('stays correct while lines are indexed, renamed and deleted', () => {
  const { names, apply, catchUp, seqs, db, path } = start();
  const addLines = (count: number, comments: string) =>
    db.transactionWithoutSync(() => {
      for (let n = 0; n < count; n += 1)
        apply(
          upsert(Number(db.prepare('SELECT max(seq) FROM change').pluck().get() ?? 0) + 1, 'A', {
            person: { id: 7 },
            comments,
          }),
          pushed(),
        );
    });
  names.putPeople([{ id: 7, firstName: 'Jan', lastName: 'Peeters', employeeNumber: null }]);
  addLines(300, 'merel');
  catchUp();
  const asked = ['merel', 'vink', '"jan peeters"', 'vos', 'v', 'peet', '"mia vos" merel'];
  const found = () => asked.map((text) => seqs({ text, kinds: ['new'] }).length);
  expect(found()).toEqual([300, 0, 300, 0, 0, 300, 0]);
  addLines(50, 'vink');
  catchUp();
  expect(found()).toEqual([300, 50, 350, 0, 50, 350, 0]);
  names.putPeople([{ id: 7, firstName: 'Mia', lastName: 'Vos', employeeNumber: null }]);
  const index = openSearchIndex(path);
  index.indexChangedNames();
  expect(found()).toEqual([300, 50, 350, 350, 350, 350, 300]);
  while (index.optimise());
  db.prepare('DELETE FROM change WHERE seq <= 200').run();
  index.erase(
    Array.from({ length: 200 }, (_, n) => n + 1),
    [],
  );
  index.close();
  expect(found()).toEqual([100, 50, 150, 150, 150, 150, 100]);
});

it('finds everything when two programs fill the index in turn', () => {
  const { apply, db, path, seqs } = start();
  db.transactionWithoutSync(() => {
    for (let n = 0; n < 400; n += 1) apply(upsert(n + 1, 'A', { comments: 'merel' }), pushed());
  });
  const [app, terminal] = [openSearchIndex(path), openSearchIndex(path)];
  for (const [index, lines] of [
    [app, 150],
    [terminal, 100],
    [app, 250],
  ] as const)
    index.indexNewLines(lines);
  expect([app.behind(), terminal.behind()]).toEqual([0, 0]);
  for (const index of [app, terminal]) index.close();
  expect(seqs({ text: 'merel', kinds: ['new'] })).toHaveLength(400);
});

it('keeps lines that another program reindexed in the part that both fill', () => {
  const { names, apply, path, seqs } = start();
  const anna = { id: 1, firstName: 'Anna', lastName: 'Maes', employeeNumber: null };
  names.putPeople([anna, { id: 2, firstName: 'Zed', lastName: 'Maes', employeeNumber: null }]);
  const [app, terminal] = [openSearchIndex(path), openSearchIndex(path)];
  app.indexChangedNames();
  apply(upsert(1, 'A', { person: { id: 1 } }), pushed());
  apply(upsert(2, 'A', { person: { id: 2 } }), pushed());
  app.indexNewLines(100);
  names.putPeople([{ ...anna, firstName: 'Zoe' }]);
  terminal.indexChangedNames();
  apply(upsert(3, 'A', { person: { id: 2 } }), pushed());
  app.indexNewLines(100);
  for (const index of [app, terminal]) index.close();
  expect(seqs({ text: 'z' })).toEqual([3, 2, 1]);
});

it('frees pages after merging; the index stays below 0.6 of the log size', () => {
  const core = startFile();
  core.db.close();
  fillLog(core.path, 10_000);
  fillIndex(core.path);
  const index = new Sqlite(searchIndexPath(core.path));
  onTestFinished(() => void index.close());
  expect(Number(index.pragma('freelist_count', { simple: true }))).toBeLessThan(256);
  index.pragma('wal_checkpoint(TRUNCATE)');
  expect(statSync(searchIndexPath(core.path)).size / statSync(core.path).size).toBeLessThan(0.6);
});

it('removes lines from the index that were deleted from the log', () => {
  const { apply, db, catchUp, seqs, path } = start();
  apply(upsert(1, 'A', { comments: 'early' }), pushed());
  apply(upsert(2, 'A', { comments: 'late' }), pushed());
  catchUp();
  db.exec('DELETE FROM change WHERE seq = 1');
  const index = openSearchIndex(path);
  expect(index.removeBefore(100, 10)).toBe(1);
  index.erase([2], []);
  index.close();
  expect([seqs({ text: 'early' }), seqs({ text: 'late' })]).toEqual([[], []]);
});

const everything = { outcomes: [...CHANGE_OUTCOMES] };

/** All matches of a search, read page by page. */
const wholeLog = (queries: ReturnType<typeof openQueries>): ChangeEntry[] => {
  const lines: ChangeEntry[] = [];
  for (let before: number | null | undefined; before !== null; ) {
    const page = queries.search({ ...everything, limit: 500, ...(before === undefined ? {} : { beforeSeq: before }) });
    lines.push(...page.entries);
    before = page.nextBefore;
  }
  return lines;
};

/**
 * A log like that of a year of planning, and a search that scans it line by line, for comparison.
 * @param indexed number of indexed lines; default: all.
 */
const startLog = (size: number, indexed?: number) => {
  const core = startFile();
  core.db.close();
  fillLog(core.path, size);
  if (indexed === undefined) fillIndex(core.path);
  else {
    const index = openSearchIndex(core.path);
    index.indexChangedNames();
    index.indexNewLines(indexed);
    index.close();
  }
  const queries = openQueries(core.path);
  onTestFinished(() => queries.close());
  const { db } = queries;
  const lines = wholeLog(queries);
  const rows = new Map(
    db
      .prepare<[], { seq: number; after: string | null; is_rejected: number | null }>(
        'SELECT seq, after, is_rejected FROM change',
      )
      .all()
      .map((row) => [row.seq, row]),
  );
  const people = new Map(
    db
      .prepare<[], { id: number; text: string }>(
        `SELECT id, first_name || ' ' || last_name || ' ' || employee_number AS text FROM person`,
      )
      .all()
      .map(({ id, text }) => [id, text]),
  );
  const readTexts = (line: ChangeEntry): string[] => {
    const row = rows.get(line.seq);
    const before = line.changes.find(({ field }) => field === 'comments')?.before ?? '';
    const fields = row && versionFields(row.after, row.is_rejected);
    const places = (fields?.activities ?? []).map(
      ({ activityId }) => `${activityId.replaceAll('-', '')} werkplek ${Number(activityId.slice(-3)) - 100} onthaal`,
    );
    return [
      people.get(line.personId ?? 0) ?? '',
      places.join(' '),
      `${fields?.comments ?? ''} ${String(before)}`,
      `${line.assignmentId} ${line.personId ?? ''}`,
    ].map(
      (text) =>
        ` ${fold(text)
          .split(/[^\p{L}\p{N}]+/u)
          .filter(Boolean)
          .join(' ')} `,
    );
  };
  const known = new Map<number, string[]>();
  /** Person, activities, comments and ids of a line, each as words with a blank before and after each word. */
  const textsOf = (line: ChangeEntry): string[] => {
    const texts = known.get(line.seq) ?? readTexts(line);
    known.set(line.seq, texts);
    return texts;
  };
  const find = (f: SearchFilters): ChangeEntry[] => {
    const terms = (f.text ?? '').match(/"[^"]+"?|[^ "]+/g) ?? [];
    const sought = terms.map((term, n) => {
      const isWhole = n < terms.length - 1 || term.endsWith('"') || /^\d+$/.test(term);
      return ` ${term.replaceAll('"', '')}${isWhole ? ' ' : ''}`;
    });
    return lines.filter(
      (line) =>
        (f.personId === undefined || line.personId === f.personId) &&
        (f.from === undefined || (line.from !== null && (line.until ?? '9999') >= f.from)) &&
        (f.until === undefined || (line.from !== null && line.from <= f.until)) &&
        (f.seenFromMs === undefined || line.seenAtMs >= f.seenFromMs) &&
        (f.seenUntilMs === undefined || line.seenAtMs < f.seenUntilMs) &&
        (!f.kinds || line.kinds.some((kind) => f.kinds?.includes(kind))) &&
        (!f.sources || f.sources.includes(line.source)) &&
        (f.outcomes ? f.outcomes.includes(line.outcome) : line.outcome !== 'duplicate') &&
        (f.kinds || f.outcomes ? true : line.kinds[0] !== 'unchanged') &&
        sought.every((words) => textsOf(line).some((text) => text.includes(words))),
    );
  };
  return { ...core, queries, lines, textsOf, find };
};

const byShift = (a: ChangeEntry, b: ChangeEntry) => (b.from ?? '').localeCompare(a.from ?? '') || b.seq - a.seq;

/** All combinations of filters and of different kinds of words. */
const allFilters = ({ lines, textsOf }: ReturnType<typeof startLog>): SearchFilters[] => {
  const middleMs = lines[lines.length / 2]?.seenAtMs ?? 0;
  // Words that rarely occur next to each other.
  const rarePhrase = lines
    .toReversed()
    .map((line) => textsOf(line)[2]?.trim().split(' ') ?? [])
    .find((words) => words.length > 3);
  const chips: Partial<SearchFilters>[][] = [
    [
      {},
      ...['w', 'j', 'q', '1', '1002', 'wis', 'wiss', 'wissel', 'wissel j', 'x wissel', '38fc', 'kalo', 'werk onthaal'],
      ...['"werkplek 12 onthaal"', '"werkplek 12 ont', '"onthaal werkplek" wissel', '"onthaal werkplek', '"onthaal w'],
      ...['"werkplek onthaal"', '"jan p', '"jan peet', '"wissel ka', '"wissel kalo'],
      `"${rarePhrase?.slice(1, 4).join(' ')}"`,
      `"${rarePhrase?.slice(1, 3).join(' ')}"`,
    ].map((text) => (typeof text === 'string' ? { text } : text)),
    [{}, { personId: lines[lines.length / 4]?.personId ?? 0 }],
    [{}, { from: '2026-06-03', until: '2026-08-20' }, { until: '2026-04-02' }, { from: '2026-11-30' }],
    [{}, { seenFromMs: middleMs }, { seenUntilMs: middleMs, seenFromMs: middleMs - 40 * 86_400_000 }],
    [{}, { kinds: ['rejected', 'withdrawn'] }, { kinds: ['times'] }],
    [{}, { sources: ['sync'] }],
    [{}, { outcomes: ['stale', 'duplicate'] }],
  ];
  return chips.reduce<SearchFilters[]>((made, group) => made.flatMap((f) => group.map((g) => ({ ...f, ...g }))), [{}]);
};

/** Every way to execute a search must find the same as the scan. */
it.each([
  { size: 1200, every: 11, way: 'sorted', maxSorted: undefined },
  { size: 6000, every: 17, way: 'day by day', maxSorted: 20 },
])('finds the same as a scan of $size lines for every combination of words and chips, by shift $way', (options) => {
  const log = startLog(options.size);
  expect(log.lines).toHaveLength(options.size);
  const search = createSearch(log.queries.db, { maxSorted: options.maxSorted });
  // Only some of them: all would take minutes.
  for (const filters of allFilters(log).filter((_, n) => n % options.every === 0)) {
    const expected = log.find(filters);
    const found = (order: 'seen' | 'shift') => search({ ...filters, order, limit: 30 }).entries.map(({ seq }) => seq);
    const first = (list: readonly ChangeEntry[]) => list.slice(0, 30).map(({ seq }) => seq);
    expect([filters, found('seen')]).toEqual([filters, first(expected)]);
    expect([filters, found('shift')]).toEqual([filters, first(expected.toSorted(byShift))]);
  }
});

it('counts the same as a scan for every combination, up to the limit', () => {
  const log = startLog(1200);
  const { perValue, searches } = createCounter(log.queries.db);
  const count = (filters: SearchFilters) => Math.min(log.find(filters).length, COUNT_CAP + 1);
  const asked = allFilters(log).filter((_, n) => n % 37 === 0);
  expect(searches(asked, Number.POSITIVE_INFINITY)).toEqual(asked.map(count));
  for (const filters of asked.filter((_, n) => n % 7 === 0)) {
    const counts = perValue(filters, Number.POSITIVE_INFINITY);
    const expected = <T extends string>(values: readonly T[], narrowed: (value: T) => SearchFilters) =>
      Object.fromEntries(values.map((value) => [value, count({ ...filters, ...narrowed(value) })]));
    expect([filters, counts]).toEqual([
      filters,
      {
        total: count(filters),
        kinds: expected(CHANGE_KINDS, (kind) => ({ kinds: [kind] })),
        sources: expected(CHANGE_SOURCES, (source) => ({ sources: [source] })),
        outcomes: expected(CHANGE_OUTCOMES, (outcome) => ({ outcomes: [outcome] })),
      },
    ]);
  }
});

it('counts within its time limit, the total first, and reports what was not counted', () => {
  const log = startLog(1200);
  let nowMs = 0;
  const { perValue, searches } = createCounter(log.queries.db, () => nowMs++);
  const { total, outcomes, kinds } = perValue({}, 2);
  expect(total).toBe(COUNT_CAP + 1);
  expect([outcomes.applied, outcomes.stale]).toEqual([COUNT_CAP + 1, null]);
  expect(new Set(Object.values(kinds))).toEqual(new Set([null]));
  expect(searches([{}, {}, {}], 1)).toEqual([COUNT_CAP + 1, null, null]);
});

const everyPage = (search: ReturnType<typeof createSearch>, request: Omit<SearchRequest, 'limit'>) => {
  const pages: SearchPage[] = [];
  for (let next: Partial<SearchRequest> | undefined = {}; next; ) {
    const page = search({ ...request, ...next, limit: 500 }, { budgetMs: 0 });
    pages.push(page);
    next =
      page.nextBefore === null ? undefined : { beforeSeq: page.nextBefore, beforeDay: page.nextBeforeDay ?? undefined };
  }
  return pages;
};
const seqsOf = (entries: readonly ChangeEntry[]) => entries.map(({ seq }) => seq);

it('ends a page of unindexed changes at the time limit, and continues there', () => {
  const log = startLog(3000, 1000);
  let nowMs = 0;
  const search = createSearch(log.queries.db, { now: () => nowMs++ });
  const filters = { text: 'wissel', kinds: ['times' as const] };
  const pages = everyPage(search, filters);
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.flatMap(({ entries }) => seqsOf(entries))).toEqual(seqsOf(log.find(filters)));
  const [page] = everyPage(search, { ...filters, order: 'shift' });
  expect(page?.isIncomplete).toBe(true);
});

it('ends a page by shift at the time limit, and continues there', () => {
  const log = startLog(3000);
  let nowMs = 0;
  const search = createSearch(log.queries.db, { now: () => nowMs++, maxSorted: 20 });
  const filters = { text: 'w', kinds: ['times' as const] };
  const pages = everyPage(search, { ...filters, order: 'shift' });
  const expected = log.find(filters).toSorted(byShift);
  expect(pages.length).toBeGreaterThan(expected.length / 500 + 1);
  expect(pages.flatMap(({ entries }) => seqsOf(entries))).toEqual(seqsOf(expected));
  expect(pages.some(({ isIncomplete }) => isIncomplete)).toBe(false);
});

it('finds unindexed changes by shift, in their position', () => {
  const log = startLog(600, 400);
  for (const filters of [{}, { text: 'wissel' }, { text: 'w', outcomes: [...CHANGE_OUTCOMES] }, { from: '2026-12-24' }])
    for (const maxSorted of [20, 20_000]) {
      const search = createSearch(log.queries.db, { maxSorted });
      const expected = seqsOf(log.find(filters).toSorted(byShift));
      expect(search({ ...filters, order: 'shift', limit: 40 }).entries.map(({ seq }) => seq)).toEqual(
        expected.slice(0, 40),
      );
    }
});
