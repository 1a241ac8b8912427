import { type Person, personName } from '../../shared/assignment.ts';
import { type ConnectionStatus, doubtShown, lastReceivedMs } from '../../shared/connection.ts';
import { formatDay, formatInstant } from '../../shared/i18n/format.ts';
import { type Language, messagesFor } from '../../shared/i18n/index.ts';
import type { NotificationTarget } from '../../shared/notice.ts';
import { actionFor } from '../../shared/problems.ts';
import type { Rejection } from '../../shared/rejection.ts';
import { shiftTimes } from '../../shared/time.ts';
import { foundUpdate, type UpdateStatus } from '../../shared/update.ts';
import type { MenuTemplate } from './electron.ts';
import type { MutePeriod } from './mute.ts';

/** What the menu shows. */
export interface TrayState {
  language: Language;
  connection: ConnectionStatus;
  /** Open rejections, without those that are snoozed, muted or outside the planner's selection, in any order. */
  rejections: readonly Rejection[];
  people: ReadonlyMap<number, Person>;
  showNames: boolean;
  /** null: notifications are not muted. */
  mutedUntilMs: number | null;
  update: UpdateStatus;
}

export interface TrayActions {
  /** Shows the window, with the target or unchanged. */
  open(target?: NotificationTarget): void;
  subscribe(): void;
  renew(): void;
  retry(): void;
  mute(period: MutePeriod | null): void;
  /** Restarts into the version that was downloaded. */
  update(): void;
  quit(): void;
}

const SHOWN_REJECTIONS = 5;

/** `Live · last change 14:02`: the same text as the status button in the window. */
export const statusLine = ({ language, connection }: TrayState): string => {
  const { common } = messagesFor(language);
  const time = (ms: number) => formatInstant(ms, language, { hour: '2-digit', minute: '2-digit' });
  if (connection.state === 'live' && connection.lastEventAtMs !== null) {
    return common.liveSince(time(connection.lastEventAtMs));
  }
  if (doubtShown(connection)) return common.frame.doubtful;
  const isCutOff = connection.state === 'problem' && connection.notReceivingSinceMs !== null;
  if (connection.state !== 'down' && !isCutOff) return common.state[connection.state];
  // With the day: a time alone would be read as a time of today.
  return common.notReceivingSince(
    formatInstant(lastReceivedMs(connection), language, {
      ...{ weekday: 'short', day: 'numeric', month: 'short' },
      ...{ hour: '2-digit', minute: '2-digit' },
    }),
  );
};

/** Tooltip of the icon. */
export const toolTip = (state: TrayState): string => {
  const { common } = messagesFor(state.language);
  const open = state.rejections.length;
  return [common.appName, statusLine(state), ...(open > 0 ? [common.tray.openRejections(open)] : [])].join('\n');
};

/** The entries of the menu. Equal entries do the same: what an entry opens is in its label or its id. */
export const trayMenu = (state: TrayState, actions: TrayActions): MenuTemplate => {
  const { common } = messagesFor(state.language);
  const newest = [...state.rejections].sort((a, b) => b.seenAtMs - a.seenAtMs).slice(0, SHOWN_REJECTIONS);
  return [
    { label: statusLine(state), click: () => actions.open({ screen: 'connection' }) },
    { type: 'separator' },
    { label: common.tray.open, click: () => actions.open() },
    { type: 'separator' },
    ...(newest.length > 0
      ? [
          {
            label: common.tray.openRejections(state.rejections.length),
            click: () => actions.open({ screen: 'rejections' }),
          },
          ...newest.map((rejection) => ({
            id: `assignment-${rejection.assignmentId}`,
            label: rejectionLine(rejection, state),
            click: () => actions.open({ screen: 'plan' as const, assignmentId: rejection.assignmentId }),
          })),
          { type: 'separator' as const },
        ]
      : []),
    muteItem(state, actions),
    ...connectionItem(state, actions),
    ...updateItem(state, actions),
    { label: common.tray.quit, click: () => actions.quit() },
  ];
};

/** The text of a rejection in the menu. `&` is doubled: alone it would mark an access key. */
const rejectionLine = (rejection: Rejection, { language, people, showNames }: TrayState): string => {
  const { personId } = rejection;
  const person = personId === null ? undefined : people.get(personId);
  const day = formatDay(rejection.from, language, { weekday: 'short', day: 'numeric', month: 'long' });
  const times = shiftTimes(rejection.startMinutes, rejection.endMinutes);
  const when = times ? `${day} ${times}` : day;
  return (showNames ? `${personName(person, personId)} · ${when}` : when).replaceAll('&', '&&');
};

const muteItem = ({ language, mutedUntilMs }: TrayState, { mute }: TrayActions): MenuTemplate[number] => {
  const { common, notices } = messagesFor(language);
  const { tray } = common;
  if (mutedUntilMs !== null) {
    const until = formatInstant(mutedUntilMs, language, { weekday: 'long', hour: '2-digit', minute: '2-digit' });
    return { label: notices.mutedUntil(until), submenu: [{ label: notices.unmute, click: () => mute(null) }] };
  }
  return {
    label: tray.mute,
    submenu: [
      { label: tray.muteHour, click: () => mute('hour') },
      { label: tray.muteUntilTomorrow, click: () => mute('tomorrow') },
    ],
  };
};

/** The action that is possible for the connection now, if there is one. */
const connectionItem = ({ language, connection }: TrayState, actions: TrayActions): MenuTemplate => {
  const { action } = messagesFor(language).common;
  const available = availableAction(connection);
  if (!available) return [];
  const item = { label: action[available], enabled: !connection.busy, click: () => actions[available]() };
  return [item, { type: 'separator' }];
};

/** A newer version: opens Settings or, once downloaded, restarts the app. */
const updateItem = ({ language, update }: TrayState, actions: TrayActions): MenuTemplate => {
  const found = foundUpdate(update);
  if (!found) return [];
  const { menu } = messagesFor(language).updates;
  const item =
    update.state === 'downloaded'
      ? { label: menu.restart(found.version), click: () => actions.update() }
      : { label: menu.available(found.version), click: () => actions.open({ screen: 'settings' }) };
  return [item, { type: 'separator' }];
};

const availableAction = ({ state, problem }: ConnectionStatus): 'subscribe' | 'renew' | 'retry' | undefined => {
  if (state === 'live' || state === 'late' || state === 'renewing') return 'renew';
  if (state === 'unsubscribed') return 'subscribe';
  const action = problem ? actionFor(problem.code) : undefined;
  if (action === 'subscribe' || action === 'renew' || action === 'retry') return action;
  return state === 'down' ? 'retry' : undefined;
};
