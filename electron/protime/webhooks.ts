import { segment } from './addresses.ts';
import { type Api, undefinedOn } from './api.ts';
import { checked, checkedItems, unexpected } from './body.ts';
import { ProtimeError } from './errors.ts';
import type { HttpAnswer } from './http.ts';
import { apiUrl, pages } from './reading.ts';
import { WEBHOOKS_READ, WEBHOOKS_WRITE } from './scopes.ts';
import { createdWebhookAnswer, type Webhook, webhookAnswer } from './wire.ts';

const COLLECTION = 'assignments';

/** A webhook just created. `key` signs its deliveries and is returned only once. */
export interface CreatedWebhook {
  id: string;
  key: string;
  /** ISO 8601 as Protime said it; null when it did not. */
  validUntil: string | null;
  validUntilMs: number | null;
}

export interface WebhookFilter {
  status?: 'Enabled' | 'Disabled';
  collectionName?: string;
}

export interface Webhooks {
  /**
   * Registers an address for changes of assignments.
   * @throws ProtimeError `invalid-destination`, or `second-webhook-refused` when another one is in its way.
   */
  createWebhook(request: { destinationUrl: string }, signal?: AbortSignal): Promise<CreatedWebhook>;
  /** All webhooks of this client, those of other applications that share it included. */
  listWebhooks(filter?: WebhookFilter, signal?: AbortSignal): Promise<Webhook[]>;
  /** undefined when it is gone. */
  getWebhook(id: string, signal?: AbortSignal): Promise<Webhook | undefined>;
  /** Gone already is as good as deleted. */
  deleteWebhook(id: string, signal?: AbortSignal): Promise<void>;
}

export const createWebhooks = (api: Api, origin: string, references: string | undefined): Webhooks => ({
  createWebhook: async ({ destinationUrl }, signal) => {
    const where = 'POST /webhooks';
    const answer = await api(
      {
        method: 'POST',
        url: apiUrl(origin, '/webhooks', { externalReferences: references }),
        where,
        scope: WEBHOOKS_WRITE,
        json: { destinationUrl, collectionName: COLLECTION },
        explain: ({ status, text }, code) => creationRefused(where, status, text, code, references !== undefined),
      },
      signal,
    );
    const { id, ...created } = checked(createdWebhookAnswer, answer, where);
    const known = id ?? idInLocation(answer);
    if (!known) throw unexpected(where, answer.status, 'id');
    return { id: known, ...created };
  },

  listWebhooks: async (filter = {}, signal) => {
    const where = 'GET /webhooks';
    const url = () => apiUrl(origin, '/webhooks', { filter: filterText(filter) });
    const found: Webhook[] = [];
    for await (const items of pages(api, { url, where, scope: WEBHOOKS_READ }, signal))
      found.push(...checkedItems(webhookAnswer, items, where));
    return found;
  },

  getWebhook: async (id, signal) => {
    const where = 'GET /webhooks/{id}';
    const url = apiUrl(origin, `/webhooks/${segment(id)}`);
    const answer = await undefinedOn('not-found', api({ method: 'GET', url, where, scope: WEBHOOKS_READ }, signal));
    return answer && checked(webhookAnswer, answer, where);
  },

  deleteWebhook: async (id, signal) => {
    const where = 'DELETE /webhooks/{id}';
    const url = apiUrl(origin, `/webhooks/${segment(id)}`);
    await undefinedOn('not-found', api({ method: 'DELETE', url, where, scope: WEBHOOKS_WRITE }, signal));
  },
});

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const filterText = ({ status, collectionName }: WebhookFilter): string =>
  [
    status === undefined ? undefined : `status eq ${quoted(status)}`,
    collectionName === undefined ? undefined : `collection-name eq ${quoted(collectionName)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' and ');

const idInLocation = ({ headers }: HttpAnswer): string | undefined => {
  const last = headers.get('location')?.split('?')[0]?.split('/').filter(Boolean).at(-1);
  return last === 'webhooks' ? undefined : last;
};

/**
 * Whether two webhooks may exist at once is not documented, nor how a second one is refused: a conflict, or a bad request
 * that mentions an existing one. The text is not passed on, because it may quote the secret address.
 */
const creationRefused = (
  where: string,
  status: number,
  text: string,
  code: string | undefined,
  withReferences: boolean,
): ProtimeError | undefined => {
  const facts = { status, detail: code };
  if (status === 409) return new ProtimeError('second-webhook-refused', where, facts);
  if (status !== 400 && status !== 422) return undefined;
  if (/already|exist|duplicate|maximum|only one|limit/i.test(text))
    return new ProtimeError('second-webhook-refused', where, facts);
  if (withReferences && /external.?reference/i.test(text)) return unexpected(where, status, 'external-references');
  return new ProtimeError('invalid-destination', where, facts);
};
