import { z } from 'zod';
import { activity, assignment, person } from './assignment.ts';
import { changeEntry } from './change-event.ts';
import { connectionStatus } from './connection.ts';
import { nothing, push, request } from './contract-parts.ts';
import { historyContract } from './history-contract.ts';
import { LANGUAGES } from './i18n/index.ts';
import { licence } from './licence.ts';
import { notification, notificationTarget, recentNotice } from './notice.ts';
import { problem } from './problems.ts';
import { rejection, rejectionState } from './rejection.ts';
import { settingsView } from './settings.ts';
import { dayRange } from './time.ts';
import { changeHistogram, patch, planVersion, snapshot } from './timeline.ts';
import { packedRows } from './timeline-rows.ts';
import { updateStatus } from './update.ts';
import { remoteWebhooks } from './webhook.ts';

export const accessReport = z.object({
  ok: z.boolean(),
  /** Each scope the app can use, and whether this client was granted it. */
  scopes: z.array(z.object({ scope: z.string(), granted: z.boolean(), mandatory: z.boolean() })),
  problem: problem.nullable(),
});
/** Result of the access test in Settings. */
export type AccessReport = z.infer<typeof accessReport>;

/** All requests and pushes between the core and the screens. Both transports and all types are derived from it. */
export const contract = {
  'app.info': request(
    nothing,
    z.object({
      version: z.string(),
      shell: z.enum(['desktop', 'web']),
      /** The demo tenant is running in this process. */
      demo: z.boolean(),
      dataDir: z.string(),
      /** The app can restart itself. */
      canRestart: z.boolean(),
      /** The language used for the setting `system`: that of the computer, or in web mode that of the last opened page. */
      systemLanguage: z.enum(LANGUAGES),
    }),
  ),
  /** Web mode only: the browser's language, which may differ from that of the computer running the app. */
  'app.setLanguage': request(z.object({ language: z.enum(LANGUAGES) }), nothing),
  /** Closes everything and starts again, where the shell can. */
  'app.restart': request(nothing, nothing),
  /** The packages this app is made of, by name; empty when it runs from its sources. */
  'app.licences': request(nothing, z.array(licence)),
  'demo.start': request(nothing, nothing),
  /** Ends the demo, deletes its data and returns to first run. */
  'demo.stop': request(nothing, nothing),

  /**
   * `activityIds`: only people with one of these activities in the range. `grouped`: includes the main activity of each row.
   */
  'timeline.rows': request(
    dayRange.extend({
      activityIds: z.array(z.string()).max(1000).optional(),
      grouped: z.boolean().optional(),
      ...planVersion.shape,
    }),
    packedRows,
  ),
  'timeline.snapshot': request(
    dayRange.extend({ personIds: z.array(z.number().int().nullable()).max(1000), ...planVersion.shape }),
    snapshot,
  ),
  /** Histogram of all changes over time, for choosing a moment. */
  'timeline.moments': request(z.object({ buckets: z.number().int().min(1).max(1000) }), changeHistogram),
  'timeline.changed': push(patch),
  /** The plan now belongs to another tenant: reload everything. */
  'timeline.reset': push(nothing),
  'names.all': request(nothing, z.object({ people: z.array(person), activities: z.array(activity) })),
  'names.changed': push(z.object({ people: z.array(person), activities: z.array(activity) })),

  'assignment.get': request(z.object({ id: z.number().int() }), assignment.nullable()),
  /** Newest first; duplicates left out. */
  'assignment.history': request(z.object({ id: z.number().int() }), z.array(changeEntry)),

  'rejections.list': request(z.object({ states: z.array(rejectionState) }), z.array(rejection)),
  'rejections.acknowledge': request(z.object({ ids: z.array(z.number().int()).max(10_000) }), nothing),
  /** Undoes acknowledge. */
  'rejections.reopen': request(z.object({ ids: z.array(z.number().int()).max(10_000) }), nothing),
  /** Snoozes open ones until tomorrow morning or until their assignment changes; a change ends both. */
  'rejections.snooze': request(
    z.object({ ids: z.array(z.number().int()).max(10_000), until: z.enum(['tomorrow', 'change']) }),
    nothing,
  ),
  /** Undoes snooze. */
  'rejections.unsnooze': request(z.object({ ids: z.array(z.number().int()).max(10_000) }), nothing),
  /** Number of open ones, without those that are snoozed, muted or outside the selection. */
  'rejections.openCount': request(nothing, z.number().int()),
  'rejections.changed': push(z.object({ openCount: z.number().int() })),

  ...historyContract,

  'connection.status': request(nothing, connectionStatus),
  'connection.changed': push(connectionStatus),
  'connection.subscribe': request(nothing, nothing),
  'connection.renew': request(nothing, nothing),
  'connection.unsubscribe': request(nothing, nothing),
  'connection.retry': request(nothing, nothing),
  /** Cancels a running Subscribe or Renew. */
  'connection.cancel': request(nothing, nothing),
  /** The webhooks of this app at the provider. */
  'connection.webhooks': request(nothing, remoteWebhooks),
  /** Deletes a stray webhook; refuses any other. */
  'connection.removeWebhook': request(z.object({ id: z.string().max(200) }), remoteWebhooks),

  'settings.get': request(nothing, settingsView),
  /** A partial settings object; refused as a whole when one field is not acceptable. */
  'settings.update': request(
    z.record(z.string(), z.unknown()),
    z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), view: settingsView }),
      z.object({ ok: z.literal(false), fields: z.array(z.object({ field: z.string(), reason: z.string() })) }),
    ]),
  ),
  'settings.setClientSecret': request(z.object({ secret: z.string().min(1).max(1000) }), settingsView),
  'settings.changed': push(settingsView),
  'settings.test': request(nothing, accessReport),

  'updates.status': request(nothing, updateStatus),
  'updates.changed': push(updateStatus),
  /** Checks the update feed now. */
  'updates.check': request(nothing, nothing),
  /** Downloads the update that was found. */
  'updates.download': request(nothing, nothing),
  /** Installs the downloaded update and restarts the app. */
  'updates.install': request(nothing, nothing),

  /** Shows a test notification in this window; returns whether that worked. */
  'notices.test': request(nothing, z.object({ shown: z.boolean() })),
  /** Recent notices, shown or not, with the reason; newest first. */
  'notices.recent': request(nothing, z.array(recentNotice)),
  /** Something in that list changed. */
  'notices.changed': push(nothing),
  /**
   * Whether this page can show notices: visible, hidden (by browser notifications), or not. Reported again when the page gets the
   * focus, because notices are offered first to the page that reported last.
   */
  'notices.ready': request(z.object({ ready: z.enum(['visible', 'hidden', 'no']) }), nothing),
  /** A notice for this page to take and show. */
  'notices.raised': push(z.object({ id: z.number().int() })),
  /** null: the page answered too late; the notice is pending or was offered to another page. */
  'notices.take': request(z.object({ id: z.number().int() }), notification.nullable()),
  /** Confirms a taken notice. It counts as shown only after this. */
  'notices.shown': request(z.object({ id: z.number().int(), shown: z.boolean() }), nothing),
  /** The assignment shown in this window; null: none, or the window does not have the focus. */
  'attention.report': request(z.object({ assignmentId: z.number().int().nullable() }), nothing),
  /**
   * This page was hidden. `address`: what to add to the page's address to open it again as it is; null: something would be lost.
   */
  'page.hidden': request(z.object({ address: z.string().startsWith('?').max(4000).nullable() }), nothing),
  /** Opens a screen, after a click on a notification or a menu item. */
  'navigation.open': push(notificationTarget),
} as const;

export type Contract = typeof contract;
type KeysOf<K extends 'request' | 'push'> = {
  [N in keyof Contract]: Contract[N]['kind'] extends K ? N : never;
}[keyof Contract];
export type RequestName = KeysOf<'request'>;
export type PushName = KeysOf<'push'>;
export type InputOf<N extends RequestName> = z.infer<Contract[N]['input']>;
export type OutputOf<N extends RequestName> = z.infer<Contract[N]['output']>;
export type PayloadOf<N extends PushName> = z.infer<Contract[N]['payload']>;

/** Requests whose answer depends on the page that sends them. */
export type PageRequestName = Extract<
  RequestName,
  'notices.test' | 'notices.ready' | 'notices.take' | 'notices.shown' | 'attention.report' | 'page.hidden'
>;

/** One function per request: what the core implements and both transports serve. */
export type Handlers = { [N in RequestName]: (input: InputOf<N>) => OutputOf<N> | Promise<OutputOf<N>> };

export type PageHandlers = Pick<Handlers, PageRequestName>;
export type CoreHandlers = Omit<Handlers, PageRequestName>;

/** What a screen can use: requests and pushes. Every `on` returns its unsubscribe. */
export interface PlannerApi {
  call<N extends RequestName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>;
  on<N extends PushName>(name: N, listener: (payload: PayloadOf<N>) => void): () => void;
}

export const isRequestName = (name: string): name is RequestName =>
  Object.hasOwn(contract, name) && contract[name as keyof Contract].kind === 'request';
export const isPushName = (name: string): name is PushName =>
  Object.hasOwn(contract, name) && contract[name as keyof Contract].kind === 'push';

/** A failed request as it is sent: a code instead of an error message, which would have to be parsed. */
export const requestFailure = z.object({
  code: z.enum(['bad-request', 'unknown-request', 'failed']),
  problem: problem.optional(),
});
export type RequestFailure = z.infer<typeof requestFailure>;
