import { expect, it } from 'vitest';
import { createDisplays, type Display } from '../../../electron/notices/displays.ts';
import type { Place, PlannerNotification } from '../../../shared/notice.ts';

const notification: PlannerNotification = {
  tag: 'test',
  title: '',
  body: '',
  target: { screen: 'rejections' },
  quiet: false,
};

const start = () => {
  const asked: string[] = [];
  let ready = 0;
  const displays = createDisplays({
    onReady: () => {
      ready += 1;
    },
    now: () => 7,
  });
  const display = (name: string, show: () => Promise<Place | null> | Place | null = () => 'browser'): Display => ({
    show: async () => {
      asked.push(name);
      return show();
    },
  });
  return {
    displays,
    display,
    ready: () => ready,
    asked: () => asked.splice(0),
    show: () => displays.show(notification),
  };
};

it('shows a notice on one display: a visible one before a hidden one, and the last used one first', async () => {
  const { displays, display, asked, show } = start();
  const [a, b, hidden] = [display('a'), display('b'), display('hidden')];
  displays.set(a, 'visible');
  displays.set(b, 'visible');
  displays.set(hidden, 'hidden');
  expect([await show(), asked()]).toEqual([{ where: 'browser', atMs: 7 }, ['b']]);
  displays.set(a, 'visible');
  await show();
  for (const each of [a, b]) displays.set(each, null);
  await show();
  expect(asked()).toEqual(['a', 'hidden']);
});

it('tries the next display when one fails, which is not used again until it reports that it is ready', async () => {
  const { displays, display, asked, show, ready } = start();
  let canA: Place | null = null;
  const a = display('a', () => canA);
  displays.set(
    display('b', () => null),
    'visible',
  );
  displays.set(a, 'visible');
  expect([await show(), asked(), displays.isReady()]).toEqual([null, ['a', 'b'], false]);
  expect([await show(), asked()]).toEqual([null, []]);
  canA = 'window';
  displays.set(a, 'visible');
  expect([await show(), asked(), ready()]).toEqual([{ where: 'window', atMs: 7 }, ['a'], 3]);
});

it('tries a display that is added while another is failing', async () => {
  const { displays, display, asked, show } = start();
  const { promise, resolve } = Promise.withResolvers<null>();
  displays.set(
    display('a', () => promise),
    'visible',
  );
  const shown = show();
  displays.set(display('b'), 'visible');
  resolve(null);
  expect([await shown, asked()]).toEqual([{ where: 'browser', atMs: 7 }, ['a', 'b']]);
});

it('shows nothing after it is closed', async () => {
  const { displays, display, show } = start();
  displays.set(display('a'), 'visible');
  displays.close();
  expect([await show(), displays.isReady()]).toEqual([null, false]);
});
