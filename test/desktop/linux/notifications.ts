import { readFileSync } from 'node:fs';
import type { Bus } from './bus.ts';
import { runAsUser } from './user.ts';

const SERVICE = {
  service: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
};

/** A notification that the desktop showed. */
export interface ShownNotification {
  id: number;
  title: string;
  body: string;
}

/** dunst calls this for each notification that it shows, with its parts in the environment. */
export const recorderScript = (path: string): string =>
  `#!/bin/sh\nprintf '%s\\0%s\\0%s\\0' "$DUNST_ID" "$DUNST_SUMMARY" "$DUNST_BODY" >> '${path}'\n`;

/** Shows each notification until it is clicked or closed, and calls the recorder. */
export const dunstConfig = (recorder: string): string => `[global]
origin = bottom-right
width = 420
font = Sans 10
notification_limit = 20
sort = no
markup = full
[urgency_low]
timeout = 0
[urgency_normal]
timeout = 0
[urgency_critical]
timeout = 0
[record]
summary = "*"
script = ${recorder}
`;

/** What dunst, a real notification service, showed and shows. */
export const createNotifications = (bus: Bus, env: NodeJS.ProcessEnv, recordPath: string) => {
  const dunstctl = (...args: string[]) => runAsUser('dunstctl', args, env);
  /** Ids of those that were clicked or closed. */
  const closedIds = async (): Promise<Set<number>> => {
    const history = JSON.parse(await dunstctl('history')) as { data: { id: { data: number } }[][] };
    return new Set((history.data[0] ?? []).map(({ id }) => id.data));
  };

  /** Every one since the desktop began, oldest first. */
  const all = (): ShownNotification[] => {
    const fields = read(recordPath).split('\0');
    return Array.from({ length: Math.floor(fields.length / 3) }, (_, index) => ({
      id: Number(fields[index * 3]),
      title: fields[index * 3 + 1] ?? '',
      body: fields[index * 3 + 2] ?? '',
    }));
  };
  /** Those that are on the screen, oldest first. */
  const open = async (): Promise<ShownNotification[]> => {
    const closed = await closedIds();
    return all().filter(({ id }) => !closed.has(id));
  };

  return {
    all,
    open,
    /** Dismisses every other one on the screen, and clicks the one with this title. */
    async click(title: string): Promise<void> {
      const shown = await open();
      const wanted = shown.findLast((candidate) => candidate.title === title);
      if (!wanted) throw new Error(`no "${title}" among: ${shown.map((other) => other.title).join(', ')}`);
      for (const { id } of shown) if (id !== wanted.id) await bus.call(SERVICE, 'CloseNotification', 'u', id);
      await dunstctl('action', '0');
    },
  };
};

export type Notifications = ReturnType<typeof createNotifications>;

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
