import type { Hello } from '../../shared/access.ts';
import type { InputOf, OutputOf, RequestName } from '../../shared/contract.ts';
import type { PlannerNotification } from '../../shared/notice.ts';
import { openScreen } from '../electron/ipc/screen.ts';
import type { App } from './app.ts';

/** The keys of the one browser that each app has. */
const keys = new WeakMap<App, string>();
const helloFor = (app: App, ui: URL): Hello => {
  const key = keys.get(app);
  return key === undefined ? { ticket: ui.searchParams.get('ticket') ?? '', keys: [] } : { keys: [key] };
};

/** A page of web mode as the app sees it: a socket that shows notices when the test says so. */
export const openPage = async (app: App) => {
  const listening = await app.line('the address of the page', ({ event }) => event === 'listening');
  const ui = new URL(String(listening.ui));
  const screen = await openScreen(`ws://${ui.host}/socket`, { origin: ui.origin }, helloFor(app, ui));
  if ('refused' in screen.answer) throw new Error(screen.answer.refused);
  if (screen.answer.welcome.key !== undefined) keys.set(app, screen.answer.welcome.key);
  let lastId = 0;
  const ask = async <N extends RequestName>(name: N, input: InputOf<N>): Promise<OutputOf<N>> => {
    lastId += 1;
    const answer = await screen.ask({ id: lastId, name, input });
    if (answer.ok !== true) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer.value as OutputOf<N>;
  };
  /** Which notices it was offered so far. */
  const offers = (): number[] =>
    screen.frames.flatMap(({ push, payload }) => (push === 'notices.raised' ? [(payload as { id: number }).id] : []));
  let taken = 0;
  /** Takes the next notice that is offered to it. */
  const take = async (): Promise<{ id: number; notification: PlannerNotification | null }> => {
    const n = taken;
    taken += 1;
    await screen.next(() => offers().length > n);
    const id = offers()[n] ?? 0;
    return { id, notification: await ask('notices.take', { id }) };
  };
  return {
    ask,
    offers,
    take,
    ready: (ready: InputOf<'notices.ready'>['ready'] = 'visible') => ask('notices.ready', { ready }),
    /** Takes the next notice and says that it is on screen. */
    show: async (): Promise<PlannerNotification | null> => {
      const { id, notification } = await take();
      await ask('notices.shown', { id, shown: true });
      return notification;
    },
    rejections: () => ask('rejections.list', { states: ['open', 'acknowledged', 'withdrawn'] }),
    /** Its process is gone, from one moment to the next. */
    die: async (): Promise<void> => {
      screen.socket.terminate();
      await screen.closed;
    },
  };
};

export type Page = Awaited<ReturnType<typeof openPage>>;
