import type { CoreHandlers, OutputOf } from '../../shared/contract.ts';
import type { Language } from '../../shared/i18n/index.ts';
import { dayOf, tomorrowMorning } from '../../shared/time.ts';
import type { Reader } from '../database/reader.ts';
import type { Writer } from '../database/writer.ts';
import type { Logger } from '../log.ts';
import type { Notices } from '../notices/notices.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { SettingsService } from '../storage/settings.ts';
import type { Stores } from '../storage/stores.ts';
import { problemOf } from '../subscription/problem-of.ts';
import type { createRemoteWebhooks } from '../subscription/remote-webhooks.ts';
import type { StatusBoard } from '../subscription/status-board.ts';
import type { Subscription } from '../subscription/subscription.ts';
import type { Tenant } from '../subscription/tenant.ts';
import type { Updates } from '../updates.ts';
import type { HistoryHandlers } from './history-handlers.ts';
import { readLicences } from './licences.ts';

export interface HandlerParts {
  appInfo: Pick<OutputOf<'app.info'>, 'version' | 'shell' | 'dataDir'>;
  restart: (() => void) | undefined;
  tenant: Tenant;
  notices: Pick<Notices, 'recent'>;
  onRejectionsChanged: () => void;
  /** Number of open rejections, without those that are snoozed, muted or outside the planner's selection. */
  openCount: () => number;
  history: HistoryHandlers;
  reader: Reader;
  writer: Writer;
  stores: Pick<Stores, 'assignments' | 'changes' | 'rejections' | 'names'>;
  board: StatusBoard;
  subscription: Subscription;
  settings: SettingsService & {
    /** The language of the system, used when the setting is `system`. */
    systemLanguage: () => Language;
    setSystemLanguage: (language: Language) => void;
  };
  updates: Updates;
  webhooks: ReturnType<typeof createRemoteWebhooks>;
  client: Pick<ProtimeClient, 'checkAccess'>;
  log: Logger;
  now: () => number;
}

/** One handler for each request of the contract. */
export const createHandlers = (parts: HandlerParts): CoreHandlers => {
  const { tenant, reader, writer, stores, board, subscription, settings, updates, notices, log, now } = parts;
  const { assignments, changes, rejections, names } = stores;

  /** Returns at once: the screens show the progress of the action, not its result. */
  const inBackground = (action: () => Promise<void>) => (): void => {
    action().catch((error: unknown) => log.error('an action failed', { error: String(error) }));
  };
  /** @throws ProblemError when a setting is missing without which Protime cannot be called. */
  const requireConfiguration = (): void => {
    const missing = settings.configurationProblem();
    if (missing) throw missing;
  };
  const updateRejections = async (task: () => void): Promise<void> => {
    await writer.write(task);
    parts.onRejectionsChanged();
  };

  return {
    'app.info': () => ({
      ...parts.appInfo,
      demo: tenant.isDemo(),
      canRestart: parts.restart !== undefined,
      systemLanguage: settings.systemLanguage(),
    }),
    'app.setLanguage': ({ language }) => settings.setSystemLanguage(language),
    'app.licences': () => readLicences(),
    'app.restart': () => parts.restart?.(),
    'demo.start': async () => {
      await tenant.enterDemo();
      void subscription.subscribe();
    },
    'demo.stop': () => tenant.leaveDemo(subscription.unsubscribe),

    'timeline.rows': ({ from, until, ...options }) => reader.rows({ from, until }, dayOf(now()), options),
    'timeline.snapshot': ({ from, until, personIds, ...planVersion }) =>
      reader.snapshot({ from, until }, personIds, planVersion),
    'timeline.moments': ({ buckets }) => reader.histogram(buckets),
    'names.all': () => ({ people: names.people(), activities: names.activities() }),

    'assignment.get': ({ id }) => assignments.get(id) ?? null,
    'assignment.history': ({ id }) => changes.ofAssignment(id),

    'rejections.list': ({ states }) => rejections.list(states, settings.current().notifications),
    'rejections.acknowledge': ({ ids }) => updateRejections(() => rejections.acknowledge(ids, now())),
    'rejections.reopen': ({ ids }) => updateRejections(() => rejections.reopen(ids)),
    'rejections.snooze': ({ ids, until }) =>
      updateRejections(() => rejections.snooze(ids, until === 'tomorrow' ? tomorrowMorning(now()) : null)),
    'rejections.unsnooze': ({ ids }) => updateRejections(() => rejections.unsnooze(ids)),
    'rejections.openCount': parts.openCount,

    ...parts.history,

    'connection.status': () => board.status(),
    'connection.subscribe': inBackground(subscription.subscribe),
    'connection.renew': inBackground(subscription.renew),
    'connection.unsubscribe': inBackground(subscription.unsubscribe),
    'connection.retry': inBackground(subscription.retry),
    'connection.cancel': inBackground(subscription.cancel),
    'connection.webhooks': () => {
      requireConfiguration();
      return parts.webhooks.list();
    },
    'connection.removeWebhook': ({ id }) => {
      requireConfiguration();
      return parts.webhooks.remove(id);
    },

    'settings.get': () => settings.view(),
    'settings.update': (change) => settings.update(change),
    'settings.setClientSecret': ({ secret }) => settings.setClientSecret(secret),
    'settings.test': async () => {
      try {
        requireConfiguration();
        return await parts.client.checkAccess();
      } catch (error) {
        return { ok: false, scopes: [], problem: problemOf(error) };
      }
    },

    'updates.status': updates.status,
    'updates.check': updates.check,
    'updates.download': updates.download,
    'updates.install': updates.install,

    'notices.recent': notices.recent,
  };
};
