import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { personName } from '../../../shared/assignment.ts';
import { formatDay } from '../../../shared/i18n/format.ts';
import { spanOf, stackLanes } from '../../../shared/lanes.ts';
import { addDays, formatClock, MINUTES_PER_DAY } from '../../../shared/time.ts';
import { activityId, makeActivities } from '../../fakes/planner-data.ts';
import type { Dataset } from './dataset.ts';

const root = fileURLToPath(new URL('../reference/timeline', import.meta.url));
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
const NAMES = new Map(makeActivities().map((a, n) => [activityId(n), a.name ?? '']));

/** Rows and bars of a fortnight, made ready: the page only has to draw them. */
const prepare = ({ people, assignments }: Dataset, from: string) => {
  const ofPerson = Map.groupBy(assignments, (a) => a.personId);
  const bars = new Map<number, unknown[]>();
  const rows = people
    .toSorted((a, b) => a.lastName.localeCompare(b.lastName))
    .map((person) => {
      const placed = (ofPerson.get(person.id) ?? [])
        .map((a) => ({ a, span: spanOf(a, from) }))
        .filter(({ span }) => span.end > 0 && span.start < 14 * MINUTES_PER_DAY)
        .sort((x, y) => x.span.start - y.span.start);
      const { lanes, count } = stackLanes(placed.map(({ span }) => span));
      bars.set(
        person.id,
        placed.map(({ a, span }, n) => ({
          id: a.id,
          personId: person.id,
          start: Math.max(0, span.start),
          length: Math.min(14 * MINUTES_PER_DAY, span.end) - Math.max(0, span.start),
          lane: lanes[n],
          what: NAMES.get(a.activities[0]?.activityId ?? '') || a.comments || 'Assignment',
          when:
            a.startMinutes === null ? 'all day' : `${formatClock(a.startMinutes)}–${formatClock(a.endMinutes ?? 0)}`,
          title: formatDay(a.from, 'en', { weekday: 'short', day: 'numeric', month: 'long' }),
        })),
      );
      return { id: person.id, name: personName(person, person.id), number: person.employeeNumber, lanes: count };
    });
  return { rows, bars };
};

/** Serves the reference timeline over the same data as the app. */
export const startReferenceTimeline = async (dataset: Dataset, scratch: string) => {
  const outDir = join(scratch, 'reference');
  await build({ root, base: './', configFile: false, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  // The app's next month begins elsewhere in the same plan.
  const months = [prepare(dataset, dataset.monday), prepare(dataset, addDays(dataset.monday, 14))];
  const server = createServer((req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://reference');
    const month = months[Number(searchParams.get('month') ?? 0)] ?? months[0];
    const json = (value: unknown) =>
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (pathname === '/rows') return void json(month?.rows);
    if (pathname === '/bars')
      return void json((searchParams.get('ids') ?? '').split(',').flatMap((id) => month?.bars.get(Number(id)) ?? []));
    const file = pathname === '/' ? 'index.html' : pathname.slice(1);
    try {
      const type = TYPES[file.split('.').at(-1) ?? ''] ?? 'text/plain';
      const body = readFileSync(join(outDir, file));
      res.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' }).end(body);
    } catch {
      res.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
