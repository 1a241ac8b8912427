import { ProblemError } from '../../shared/problems.ts';
import type { RemoteWebhook, RemoteWebhooks } from '../../shared/webhook.ts';
import type { StoredSubscription, SubscriptionStore } from '../database/tables/subscriptions.ts';
import type { ProtimeClient } from '../protime/client.ts';
import type { Webhook } from '../protime/wire.ts';
import { problemOf } from './problem-of.ts';
import { isDestinationOf } from './webhook-manager.ts';

export interface RemoteWebhooksOptions {
  client: Pick<ProtimeClient, 'listWebhooks' | 'deleteWebhook'>;
  store: Pick<SubscriptionStore, 'all'>;
  /** Timeout of a request, in ms. */
  timeoutMs?: number;
}

/** A secret path of ours: 256 bits in base64url and nothing else. */
const SECRET_PATH = /^\/[\w-]{43}$/;

const originOf = (address: string): string => (URL.canParse(address) ? new URL(address).origin : address);
const hasSecretPath = (address: string): boolean =>
  URL.canParse(address) && SECRET_PATH.test(new URL(address).pathname);

/** How a webhook at the provider relates to this app; undefined: it belongs to another application. */
const relationOf = (
  { id, status, destinationUrl }: Webhook,
  stored: readonly StoredSubscription[],
): RemoteWebhook['relation'] | undefined => {
  const known = stored.find((one) => one.webhookId === id || isDestinationOf(one, destinationUrl));
  if (known?.state === 'live') return 'in-use';
  if (known?.state === 'retiring' || known?.state === 'creating') return 'retiring';
  // We deleted it. Where the provider keeps what is deleted, it is not in force any more.
  if (known) return status === 'enabled' || status === 'uninitialized' ? 'stray' : 'deleted';
  if (destinationUrl === null || !hasSecretPath(destinationUrl)) return undefined;
  // Our origin and a path in our format: left over from a deleted data folder.
  return stored.some((one) => originOf(one.destinationUrl) === originOf(destinationUrl)) ? 'stray' : undefined;
};

const toRemoteWebhook = ({ id, status, destinationUrl, validUntil }: Webhook, relation: RemoteWebhook['relation']) => ({
  id,
  status,
  address: destinationUrl === null ? null : `${originOf(destinationUrl)}/…`,
  validUntil,
  relation,
});

/** The webhooks of this app at the provider; those left over from before can be deleted, those of others never. */
export const createRemoteWebhooks = ({ client, store, timeoutMs = 20_000 }: RemoteWebhooksOptions) => {
  /** Those that the provider may list for ever: to delete them once more would change nothing. */
  const deletedIds = new Set<string>();
  const read = async () => {
    const stored = store.all();
    const all = await client.listWebhooks({}, AbortSignal.timeout(timeoutMs));
    return all.map((webhook) => ({
      webhook,
      relation: deletedIds.has(webhook.id) ? ('deleted' as const) : relationOf(webhook, stored),
    }));
  };
  const withProblem = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      throw new ProblemError(problemOf(error), { cause: error });
    }
  };
  const list = async (): Promise<RemoteWebhooks> => {
    const all = await read();
    return {
      webhooks: all.flatMap(({ webhook, relation }) => (relation ? [toRemoteWebhook(webhook, relation)] : [])),
      others: all.filter(({ relation }) => !relation).length,
    };
  };
  return {
    /** @throws ProblemError when the provider cannot be asked. */
    list: () => withProblem(list),
    /** Deletes a left-over webhook after checking again that it is one; returns the new list. */
    remove: (id: string): Promise<RemoteWebhooks> =>
      withProblem(async () => {
        const found = (await read()).find(({ webhook }) => webhook.id === id);
        if (found?.relation === 'stray') {
          await client.deleteWebhook(id, AbortSignal.timeout(timeoutMs));
          deletedIds.add(id);
        }
        return list();
      }),
  };
};
