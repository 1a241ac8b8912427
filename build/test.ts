import '../electron/require-node.ts';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { BROWSER_ADVICE, ensureBrowser } from './browser.ts';
import { fromRoot, runNode, tools } from './project.ts';
import { add, type Counts, countPlaywright, countStep, countVitest, totalLine, ZERO } from './test-counts.ts';

// Runs all checks and tests. A failing step does not stop the next ones.
const RESULTS = fromRoot('test-results');

const browserOnly = process.argv.includes('--browser-only');
const extraArgs = process.argv.slice(2).filter((arg) => arg !== '--browser-only');

const script =
  (...args: string[]) =>
  async (): Promise<Counts> =>
    countStep(await runNode(args));

const readReport = (name: string): object | undefined => {
  const path = `${RESULTS}/${name}`;
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
};

const vitest = async (): Promise<Counts> => {
  const report = `${RESULTS}/vitest.json`;
  const status = await runNode([
    tools.vitest,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return countVitest(readReport('vitest.json'), status);
};

const playwright = async (): Promise<Counts> => {
  const browser = await ensureBrowser();
  if (!browser) {
    process.stderr.write(`${BROWSER_ADVICE}\n`);
    return countStep(1);
  }
  const status = await runNode([tools.playwright, 'test', '--reporter=list,json', ...extraArgs], {
    env: { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: `${RESULTS}/playwright.json` },
  });
  return countPlaywright(readReport('playwright.json'), status);
};

const steps: readonly { name: string; always?: boolean; run: () => Promise<Counts> }[] = [
  { name: 'types', run: script(tools.tsc, '--noEmit') },
  { name: 'lint', run: script(tools.biome, 'check', '--error-on-warnings', '.') },
  { name: 'imports', run: script(fromRoot('build/check-imports.ts')) },
  { name: 'build', always: true, run: script(fromRoot('build/bundle.ts'), '--quiet') },
  { name: 'unit and integration', run: vitest },
  { name: 'browser', always: true, run: playwright },
];

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const summary: string[] = [];
let total = ZERO;
for (const { name, always, run } of steps) {
  if (browserOnly && !always) continue;
  process.stdout.write(`\n── ${name}\n`);
  const startedAtMs = performance.now();
  const counts = await run();
  total = add(total, counts);
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  summary.push(`${counts.failed === 0 ? '✓' : '✗'} ${name}: ${totalLine(counts)}${skipped} (${seconds} s)`);
}
process.stdout.write(`\n${summary.join('\n')}\n\n${totalLine(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
