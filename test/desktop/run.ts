import '../../electron/require-node.ts';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuiltOrExit } from '../../build/ensure-built.ts';
import { fromRoot, runNode, tools } from '../../build/project.ts';
import { countPlaywright, totalLine } from '../../build/test-counts.ts';
import { type Prepared, prepareApp } from './prepare.ts';

// Packs the app with a real Electron and runs the specs of this folder on it, on a Linux desktop of their own.

const REPORT = fromRoot('test-results/electron.json');
const print = (text: string) => void process.stdout.write(`${text}\n`);

const run = async ({ version, packed, unpacked }: Prepared): Promise<void> => {
  print(`The desktop app on Electron ${version}`);
  const config = join(import.meta.dirname, 'playwright.config.ts');
  const args = [tools.playwright, 'test', '-c', config, '--reporter=list,json', ...process.argv.slice(2)];
  const env = {
    DESKTOP_PACKED: JSON.stringify(packed),
    DESKTOP_UNPACKED: JSON.stringify(unpacked),
    PLAYWRIGHT_JSON_OUTPUT_NAME: REPORT,
  };
  rmSync(REPORT, { force: true });
  const status = await runNode(args, { env });
  const counts = countPlaywright(existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : undefined, status);
  print(`\non Electron ${version}: ${counts.skipped} skipped\n${totalLine(counts)}`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
};

await ensureBuiltOrExit();
const prepared = await prepareApp();
if ('reason' in prepared) {
  print(`Not tested on Electron: ${prepared.reason}.`);
  process.exitCode = 1;
} else await run(prepared);
