import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Time of the processor, in microseconds: what other processes take of a busy machine is not in it. */
  tdur?: number;
  args?: { name?: string };
}

const TASK = 'ThreadControllerImpl::RunTask';

/** The longest task of the page's main thread while something is done, in ms of the processor. */
export const withLongestTask = async <T>(
  browser: Browser,
  page: Page,
  act: () => Promise<T>,
): Promise<[result: T, longestMs: number]> => {
  await browser.startTracing(page, { categories: ['toplevel'] });
  const result = await act();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] };
  const mainThreads = new Set(
    traceEvents
      .filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain')
      .map((e) => `${e.pid}/${e.tid}`),
  );
  const tasks = traceEvents.filter((e) => e.name === TASK && mainThreads.has(`${e.pid}/${e.tid}`));
  if (tasks.length === 0) throw new Error('the browser told of no task');
  return [result, Math.max(...tasks.map((e) => e.tdur ?? 0)) / 1000];
};
