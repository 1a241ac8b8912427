import { expect, it } from 'vitest';
import type { Command } from '../../../electron/commands/common.ts';
import { run as exportHistory } from '../../../electron/commands/export.ts';
import { run as plan } from '../../../electron/commands/plan.ts';
import { run as rejections } from '../../../electron/commands/rejections.ts';
import { run as search } from '../../../electron/commands/search.ts';
import { run as serve } from '../../../electron/commands/serve.ts';
import { UsageError } from '../../../electron/exit-status.ts';

const run = (command: Command, args: readonly string[]) =>
  command(args, { env: { MONITOR_DATA: '/nowhere' }, print: () => {}, printError: () => {}, now: Date.now });

it.each<[Command, string[], string]>([
  [plan, ['--from', 'yesterday'], '--from expects a date such as 2026-03-10, not "yesterday"'],
  [plan, ['--from', '2026-02-30'], '--from expects a date'],
  [plan, ['--from', '2026-03-10', '--until', '2026-03-09'], '--until expects a day on or after --from'],
  [plan, ['--as-of', 'noon'], '--as-of expects a time such as'],
  [plan, ['--person', 'Jan'], '--person expects a whole number'],
  [plan, ['words'], "Unexpected argument 'words'"],
  [plan, ['--data'], '--data'],
  [serve, ['--ui-port', '70000'], '--ui-port expects a whole number from 0 to 65535'],
  [serve, ['--public-url', 'http://example.com'], '--public-url expects an https address, or http on this computer'],
  [serve, ['--tenant', 'a b'], '--tenant expects the first part of the Protime address'],
  [serve, ['--tunnel-subdomain', 'A!'], '--tunnel-subdomain expects 4 to 63 lowercase letters'],
  [serve, ['--company', 'Acme (BE)'], '--company expects a name without brackets'],
  [serve, ['--environment', 'test'], '--environment expects one of production, sandbox'],
  [serve, ['--subscribe=perhaps'], '--subscribe'],
  [rejections, ['--state', 'closed'], '--state expects one of open'],
  [search, ['--kind', 'new,odd'], '--kind expects one of'],
  [search, ['--limit', '0'], '--limit expects a whole number'],
  [exportHistory, [], '--out expects the file to write'],
  [exportHistory, ['--out', 'x', '--format', 'xls'], '--format expects one of csv, jsonl'],
])('refuses before any change: %s %j', async (command, args, sentence) => {
  const said = await run(command, args).then(
    () => 'nothing',
    (error: unknown) => error,
  );
  expect(said).toBeInstanceOf(UsageError);
  expect(String(said)).toContain(sentence);
  expect(String(said)).not.toContain('\n');
});
