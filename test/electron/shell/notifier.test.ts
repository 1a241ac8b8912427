import { describe, expect, it } from 'vitest';
import { createNotifier } from '../../../electron/shell/notifier.ts';
import type { NotificationTarget, PlannerNotification } from '../../../shared/notice.ts';
import { createElectronDouble } from '../../fakes/electron/index.ts';

const notification = (tag: string): PlannerNotification => ({
  tag,
  title: tag,
  body: 'body',
  target: { screen: 'rejections' },
  quiet: tag === 'quiet',
});

const create = (available = true, platform: NodeJS.Platform = 'linux', left = 0) => {
  const { electron, bubbles, notifications } = createElectronDouble();
  notifications.left = left;
  const opened: NotificationTarget[] = [];
  const notifier = createNotifier({
    Notification: electron.Notification,
    platform,
    available: async () => available,
    open: (target) => opened.push(target),
    acceptedAfterMs: 20,
  });
  return { notifier, bubbles, notifications, opened };
};

describe('the notifier', () => {
  it('uses a link for the click on Windows, where notifications outlive the app', async () => {
    const { notifier, bubbles } = create(true, 'win32');
    await notifier.show({ ...notification('Jan & <Co>'), target: { screen: 'plan', assignmentId: 7 } });
    const xml = bubbles[0]?.options.toastXml ?? '';
    expect(xml).toContain('activationType="protocol" launch="assignment-monitor://assignment/7"');
    expect(xml).toContain('<text>Jan &amp; &lt;Co&gt;</text>');
  });

  it('shows a notification, silent when requested, and opens its target at a click', async () => {
    const { notifier, bubbles, opened } = create();
    await notifier.show(notification('loud'));
    await notifier.show(notification('quiet'));
    expect(bubbles.map(({ options, shown }) => [options.title, options.silent, shown])).toEqual([
      ['loud', false, true],
      ['quiet', true, true],
    ]);
    bubbles[0]?.click();
    expect(opened).toEqual([{ screen: 'rejections' }]);
  });

  it('replaces a notification with the same tag', async () => {
    const { notifier, bubbles } = create();
    await notifier.show(notification('same'));
    await notifier.show(notification('same'));
    expect(bubbles.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it.each(['darwin', 'win32'] as const)(
    'lets %s replace a notification with the same tag, also one of an earlier start',
    async (platform) => {
      const { notifier, bubbles } = create(true, platform);
      await notifier.show(notification('same'));
      await notifier.show(notification('same'));
      expect(bubbles.map(({ options, closed }) => [options.id, closed])).toEqual([
        ['same', false],
        ['same', false],
      ]);
    },
  );

  it.each([
    ['darwin', 0],
    ['win32', 3],
  ] as const)(
    'leaves on %s %i of 3 notifications of an earlier start: those whose link a click opens',
    (platform, stay) => {
      expect(create(true, platform, 3).notifications.left).toBe(stay);
    },
  );

  it('reports whether the system showed a notification', async () => {
    const { notifier, notifications } = create();
    expect(await notifier.show(notification('shown'))).toBe(true);
    notifications.say = 'failed';
    expect(await notifier.show(notification('failed'))).toBe(false);

    const without = create(false);
    expect([await without.notifier.show(notification('a')), without.bubbles]).toEqual([false, []]);
  });

  it('treats a notification as shown after a time without an event, or after a click', async () => {
    const { notifier, notifications, bubbles } = create();
    notifications.say = 'nothing';
    expect(await notifier.show(notification('silent'))).toBe(true);
    const shown = notifier.show(notification('clicked'));
    await expect.poll(() => bubbles).toHaveLength(2);
    bubbles[1]?.click();
    expect(await shown).toBe(true);
  });

  it('closes its notifications on exit', async () => {
    const { notifier, bubbles } = create();
    await notifier.show(notification('a'));
    notifier.clear();
    expect(bubbles[0]?.closed).toBe(true);
  });
});
