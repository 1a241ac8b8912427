import '../../electron/require-node.ts';
import { asOf } from './as-of.ts';
import { desktop } from './desktop.ts';
import { fuzz } from './fuzz.ts';
import { ingest } from './ingest.ts';
import { latency } from './latency.ts';
import { memory } from './memory.ts';
import { million } from './million.ts';
import { plan } from './plan.ts';
import { search } from './search.ts';
import { startup } from './startup.ts';
import { sync } from './sync.ts';
import { typing } from './typing.ts';

/** Benchmarks quoted in the README; each compares with a reference in the same run. */
const benches: Record<string, () => Promise<void>> = {
  ingest,
  million,
  sync,
  latency,
  fuzz,
  search,
  typing,
  startup,
  plan,
  'as-of': asOf,
  desktop,
  memory,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`${name}\n`);
  await bench();
}
