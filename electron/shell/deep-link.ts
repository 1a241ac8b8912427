import type { NotificationTarget } from '../../shared/notice.ts';

/** Registered with the system when the app is installed. */
export const LINK_SCHEME = 'assignment-monitor';

const LINK = new RegExp(`^${LINK_SCHEME}://(?:assignment/(\\d{1,15})|(rejections|history|connection))/?$`);

/** The screen or assignment that a link opens; undefined for any other address. */
export const targetOfLink = (link: string): NotificationTarget | undefined => {
  const [, id, screen] = LINK.exec(link) ?? [];
  if (id !== undefined) return { screen: 'plan', assignmentId: Number(id) };
  return screen === undefined ? undefined : { screen: screen as 'rejections' | 'history' | 'connection' };
};

/** The link that opens a screen or an assignment. */
export const linkOfTarget = (target: NotificationTarget): string =>
  `${LINK_SCHEME}://${target.screen === 'plan' ? `assignment/${target.assignmentId}` : target.screen}`;

/** Windows and Linux pass a clicked link among the arguments, at any position. */
export const targetOfArgs = (args: readonly string[]): NotificationTarget | undefined =>
  args.map(targetOfLink).find((target) => target !== undefined);
