import { segment } from './addresses.ts';
import { type Api, undefinedOn } from './api.ts';
import { checked, readableItems } from './body.ts';
import { type CreatedWebhook, readCreatedWebhook } from './created-webhook.ts';
import { isProtimeError, ProtimeError } from './errors.ts';
import type { HttpAnswer } from './http.ts';
import { apiUrl, pages } from './reading.ts';
import { type RequestedReferences, withReferences } from './references.ts';
import { WEBHOOKS_READ, WEBHOOKS_WRITE } from './scopes.ts';
import { type Webhook, webhookAnswer } from './wire.ts';

const COLLECTION = 'assignments';

export interface WebhookFilter {
  status?: 'Enabled' | 'Disabled';
  collectionName?: string;
}

export interface Webhooks {
  /**
   * Registers an address for changes of assignments. It does not fail after Protime has accepted the request: values
   * that are missing in the answer are null.
   * @throws ProtimeError `invalid-destination`, or `second-webhook-refused` when Protime allows no second webhook.
   */
  createWebhook(request: { destinationUrl: string }, signal?: AbortSignal): Promise<CreatedWebhook>;
  /**
   * All webhooks of this client, including those of other applications with the same client id; without those that have no id.
   */
  listWebhooks(filter?: WebhookFilter, signal?: AbortSignal): Promise<Webhook[]>;
  /** Resolves to undefined when it does not exist any more. */
  getWebhook(id: string, signal?: AbortSignal): Promise<Webhook | undefined>;
  /** Also succeeds when the webhook does not exist any more. */
  deleteWebhook(id: string, signal?: AbortSignal): Promise<void>;
}

export const createWebhooks = (api: Api, origin: string, references: RequestedReferences): Webhooks => {
  const getWebhook: Webhooks['getWebhook'] = async (id, signal) => {
    const label = 'GET /webhooks/{id}';
    const url = apiUrl(origin, `/webhooks/${segment(id)}`);
    const answer = await undefinedOn('not-found', api({ method: 'GET', url, label, scope: WEBHOOKS_READ }, signal));
    return answer && checked(webhookAnswer, answer, label);
  };

  return {
    createWebhook: async ({ destinationUrl }, signal) => {
      const label = 'POST /webhooks';
      const answer = await withReferences(references, (externalReferences) => {
        const url = apiUrl(origin, '/webhooks', { externalReferences });
        const json = { destinationUrl, collectionName: COLLECTION };
        const explain = ({ status, text }: HttpAnswer, code: string | undefined) =>
          creationRefused(label, status, text, code);
        return api({ method: 'POST', url, label, scope: WEBHOOKS_WRITE, json, explain }, signal);
      });
      return readCreatedWebhook(answer.text, destinationUrl, answer.headers.get('location'));
    },

    listWebhooks: async (filter = {}, signal) => {
      const label = 'GET /webhooks';
      const url = () => apiUrl(origin, '/webhooks', { filter: filterText(filter) });
      const found: Webhook[] = [];
      for await (const items of pages(api, { url, label, scope: WEBHOOKS_READ }, signal))
        found.push(...readableItems(webhookAnswer, items).readable);
      return found;
    },

    getWebhook,

    deleteWebhook: async (id, signal) => {
      const label = 'DELETE /webhooks/{id}';
      const url = apiUrl(origin, `/webhooks/${segment(id)}`);
      try {
        await undefinedOn('not-found', api({ method: 'DELETE', url, label, scope: WEBHOOKS_WRITE }, signal));
      } catch (error) {
        // A deleted webhook may still be listed, and deleting it again may be refused.
        if (!isProtimeError(error, 'unexpected-answer') || isActive(await getWebhook(id, signal))) throw error;
      }
    },
  };
};

/** Whether it delivers events, or will soon. */
const isActive = (webhook: Webhook | undefined): boolean =>
  webhook?.status === 'enabled' || webhook?.status === 'uninitialized';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const filterText = ({ status, collectionName }: WebhookFilter): string =>
  [
    status === undefined ? undefined : `status eq ${quoted(status)}`,
    collectionName === undefined ? undefined : `collection-name eq ${quoted(collectionName)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' and ');

/**
 * Whether two webhooks may exist at once is not documented, nor how a second one is refused: a conflict, or a bad request
 * that mentions an existing one. The text is not part of the error, because it may quote the secret address.
 */
const creationRefused = (
  label: string,
  status: number,
  text: string,
  code: string | undefined,
): ProtimeError | undefined => {
  const facts = { status, detail: code };
  if (status === 409) return new ProtimeError('second-webhook-refused', label, facts);
  if (status !== 400 && status !== 422) return undefined;
  if (/already|exist|duplicate|maximum|only one|limit/i.test(text))
    return new ProtimeError('second-webhook-refused', label, facts);
  return new ProtimeError('invalid-destination', label, facts);
};
