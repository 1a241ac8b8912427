import type { NotificationTarget } from '../../shared/notice.ts';

/** Registered with the system when the app is installed. */
export const LINK_SCHEME = 'assignment-monitor';

const LINK = new RegExp(`^${LINK_SCHEME}://assignment/(\\d{1,15})/?$`);

/** `assignment-monitor://assignment/51234` → that assignment in the plan. Any other address leads nowhere. */
export const targetOfLink = (link: string): NotificationTarget | undefined => {
  const [, id] = LINK.exec(link) ?? [];
  return id === undefined ? undefined : { screen: 'plan', assignmentId: Number(id) };
};

/** Windows and Linux hand a clicked link over among the arguments, at a place of their choice. */
export const targetOfArgs = (args: readonly string[]): NotificationTarget | undefined =>
  args.map(targetOfLink).find((target) => target !== undefined);
