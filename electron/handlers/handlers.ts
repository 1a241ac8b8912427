import type { CoreHandlers, Handlers } from '../../shared/contract.ts';
import type { Language } from '../../shared/i18n/index.ts';
import { dayOf, tomorrowMorning } from '../../shared/time.ts';
import type { Reader } from '../database/reader.ts';
import type { AssignmentStore } from '../database/tables/assignments.ts';
import type { ChangeLog } from '../database/tables/change-log.ts';
import type { NameStore } from '../database/tables/names.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';
import type { Writer } from '../database/writer.ts';
import type { Log } from '../log.ts';
import type { Notices } from '../notices/notices.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { SettingsService } from '../storage/settings.ts';
import { problemOf } from '../subscription/problem-of.ts';
import type { createRemoteWebhooks } from '../subscription/remote-webhooks.ts';
import type { StatusBoard } from '../subscription/status-board.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { Updates } from '../updates.ts';
import type { HistoryHandlers } from './history-handlers.ts';
import { readLicences } from './licences.ts';

export interface HandlerParts {
  info: Handlers['app.info'];
  /** Sets the language that the setting `system` stands for. */
  setLanguage: (language: Language) => void;
  restart: (() => void) | undefined;
  startDemo: () => Promise<void>;
  stopDemo: () => Promise<void>;
  notices: Pick<Notices, 'recent'>;
  onRejectionsChanged: () => void;
  /** Number of open rejections that count for the planner. */
  openCount: () => number;
  history: HistoryHandlers;
  reader: Reader;
  writer: Writer;
  assignments: AssignmentStore;
  changes: ChangeLog;
  rejections: RejectionStore;
  names: NameStore;
  board: StatusBoard;
  subscription: Subscription;
  settings: SettingsService;
  updates: Updates;
  webhooks: ReturnType<typeof createRemoteWebhooks>;
  client: Pick<ProtimeClient, 'checkAccess'>;
  log: Log;
  now: () => number;
}

/** What the core answers to each request of a screen, whichever screen it is. */
export const createHandlers = (buckets: HandlerParts): CoreHandlers => {
  const { reader, writer, assignments, changes, rejections, names, board, subscription, settings, notices, log, now } =
    buckets;

  /** Returns at once: screens follow the steps of the action, not its result. */
  const inBackground = (action: () => Promise<void>) => (): void => {
    action().catch((error: unknown) => log.error('an action failed', { error: String(error) }));
  };
  /** @throws ProblemError that says what is missing before Protime can be asked anything. */
  const refuseIfMissing = (): void => {
    const missing = settings.configurationProblem();
    if (missing) throw missing;
  };
  const updateRejections = async (task: () => void): Promise<void> => {
    await writer.write(task);
    buckets.onRejectionsChanged();
  };

  return {
    'app.info': buckets.info,
    'app.speak': ({ language }) => buckets.setLanguage(language),
    'app.licences': () => readLicences(),
    'app.restart': () => buckets.restart?.(),
    'demo.start': buckets.startDemo,
    'demo.stop': buckets.stopDemo,

    'timeline.rows': ({ from, until, ...options }) => reader.rows({ from, until }, dayOf(now()), options),
    'timeline.snapshot': ({ from, until, personIds, ...moment }) => reader.snapshot({ from, until }, personIds, moment),
    'timeline.moments': ({ buckets }) => reader.histogram(buckets),
    'names.all': () => ({ people: names.people(), activities: names.activities() }),

    'assignment.get': ({ id }) => assignments.get(id) ?? null,
    'assignment.history': ({ id }) => changes.ofAssignment(id),

    'rejections.list': ({ states }) => rejections.list(states, settings.current().notifications),
    'rejections.acknowledge': ({ ids }) => updateRejections(() => rejections.acknowledge(ids, now())),
    'rejections.reopen': ({ ids }) => updateRejections(() => rejections.reopen(ids)),
    'rejections.snooze': ({ ids, until }) =>
      updateRejections(() => rejections.snooze(ids, until === 'tomorrow' ? tomorrowMorning(now()) : null)),
    'rejections.wake': ({ ids }) => updateRejections(() => rejections.unsnooze(ids)),
    'rejections.openCount': buckets.openCount,

    ...buckets.history,

    'connection.status': () => board.status(),
    'connection.subscribe': inBackground(subscription.subscribe),
    'connection.renew': inBackground(subscription.renew),
    'connection.unsubscribe': inBackground(subscription.unsubscribe),
    'connection.retry': inBackground(subscription.retry),
    'connection.cancel': inBackground(subscription.cancel),
    'connection.webhooks': () => {
      refuseIfMissing();
      return buckets.webhooks.list();
    },
    'connection.removeWebhook': ({ id }) => {
      refuseIfMissing();
      return buckets.webhooks.remove(id);
    },

    'settings.get': () => settings.view(),
    'settings.update': (change) => settings.update(change),
    'settings.setClientSecret': ({ secret }) => settings.setClientSecret(secret),
    'settings.test': async () => {
      try {
        refuseIfMissing();
        return await buckets.client.checkAccess();
      } catch (error) {
        return { ok: false, scopes: [], problem: problemOf(error) };
      }
    },

    'updates.status': () => buckets.updates.status(),
    'updates.check': () => buckets.updates.check(),
    'updates.download': () => buckets.updates.download(),
    'updates.install': () => buckets.updates.install(),

    'notices.recent': notices.recent,
  };
};
