import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { launchApp, type Program } from '../desktop/app.ts';
import { createLinuxDesktop, type LinuxDesktop } from '../desktop/linux/desktop.ts';
import { spawnAsUser } from '../desktop/linux/user.ts';
import { allowSandbox, prepareApp } from '../desktop/prepare.ts';
import { prepareHalfYear } from '../e2e/history/half-year-history.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SETTLE_MS = 20_000;
/** A hidden window is given up some time after it was hidden. */
const HIDDEN_MS = 100_000;

/**
 * The desktop app on a real Electron: the memory of all its processes (PSS: what several share is counted once), shown with
 * the demo and hidden, beside an empty window of the same Electron, shown and destroyed; and how long a start takes.
 */
export const desktop = async (): Promise<void> => {
  await ensureBuilt();
  const prepared = await prepareApp();
  if ('reason' in prepared) return print(`not measured: ${prepared.reason}`);
  const app: Program = programOf(prepared.packed);
  print(`Electron ${prepared.version}, MiB of PSS: shown, hidden`);
  const empty = await onDesktop((place) => measureEmpty(place, prepared.unpacked[0] ?? ''));
  print(`empty window  ${empty.map(round).join('  ')}`);
  const ours = await onDesktop((place) => measureApp(place, app));
  print(
    `app, demo     ${ours.map(round).join('  ')}   ${ours.map((mib, n) => (mib / (empty[n] ?? 1)).toFixed(2)).join('  ')} of it`,
  );
  const starts: { tray: number; plan: number }[] = [];
  for (let n = 0; n < ROUNDS; n += 1) starts.push(await onDesktop((place) => measureStart(place, app)));
  for (const part of ['tray', 'plan'] as const) {
    const times = starts.map((start) => start[part]).sort((a, b) => a - b);
    print(`start to ${part}  ${times.map((ms) => `${Math.round(ms)} ms`).join(', ')}`);
  }
};

const print = (line: string): void => void process.stdout.write(`  ${line}\n`);
const round = (mib: number): string => mib.toFixed(0).padStart(4);
const programOf = ([executable = '', ...args]: string[]): Program => ({ executable, args });

const onDesktop = async <T>(measure: (place: LinuxDesktop) => Promise<T>): Promise<T> => {
  const place = await createLinuxDesktop();
  try {
    return await measure(place);
  } finally {
    await place.stop();
  }
};

/** Of a process and all that it started, in MiB. */
const pssOf = (pid: number): number => {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(/\) \S (\d+)/.exec(readIfThere(`/proc/${name}/stat`))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family = (id: number): number[] => [id, ...(children.get(id) ?? []).flatMap(family)];
  const kibibytes = family(pid).map((id) =>
    Number(/^Pss:\s+(\d+)/m.exec(readIfThere(`/proc/${id}/smaps_rollup`))?.[1] ?? 0),
  );
  return kibibytes.reduce((sum, kib) => sum + kib, 0) / 1024;
};

const readIfThere = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const measureApp = async (place: LinuxDesktop, program: Program): Promise<number[]> => {
  const app = await launchApp(program, place, join(place.home, 'data'));
  const page = await app.page();
  await page.getByRole('button', { name: /demo/ }).click();
  await page.getByRole('button', { name: 'Open the plan' }).click();
  await page.locator('[data-bar]').first().waitFor();
  await app.disconnect();
  await delay(SETTLE_MS);
  const shown = pssOf(app.pid);
  await app.closeWindow();
  await delay(HIDDEN_MS);
  const hidden = pssOf(app.pid);
  await app.kill();
  return [shown, hidden];
};

const EMPTY = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 840 });
  window.loadURL('data:text/html,<title>empty</title>');
  process.on('SIGUSR2', () => window.destroy());
});
app.on('window-all-closed', () => {});
`;

/** In a copy of the unpacked Electron, with an app that does nothing. */
const measureEmpty = async (place: LinuxDesktop, executable: string): Promise<number[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'empty-electron-'));
  cpSync(dirname(executable), folder, { recursive: true });
  const app = join(folder, 'resources/app');
  rmSync(app, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.cjs' }));
  writeFileSync(join(app, 'main.cjs'), EMPTY);
  chmodSync(folder, 0o755);
  const program = join(folder, 'electron');
  allowSandbox(program);
  const child = spawnAsUser(program, [], { env: place.env, stdio: 'ignore' });
  const pid = child.pid ?? 0;
  await delay(SETTLE_MS);
  const shown = pssOf(pid);
  child.kill('SIGUSR2');
  await delay(SETTLE_MS);
  const hidden = pssOf(pid);
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  return [shown, hidden];
};

/** With the history of half a year, in ms from the start of the process. */
const measureStart = async (place: LinuxDesktop, program: Program): Promise<{ tray: number; plan: number }> => {
  const data = join(place.home, 'data');
  mkdirSync(data);
  prepareHalfYear(data);
  const startedAtMs = performance.now();
  const app = await launchApp(program, place, data);
  const tray = async () => {
    while (!(await place.tray.read().catch(() => undefined))) await delay(10);
    return performance.now() - startedAtMs;
  };
  const plan = async () => {
    await (await app.page()).locator('[data-bar]').first().waitFor();
    return performance.now() - startedAtMs;
  };
  const [trayMs, planMs] = await Promise.all([tray(), plan()]);
  await app.kill();
  return { tray: trayMs, plan: planMs };
};
