import { type Destinations, isAcceptableDestination } from './destination.ts';
import { matchesClause, parseFilter } from './filter.ts';
import { type Answer, type Call, HttpError } from './http.ts';
import { parseReferences } from './references.ts';
import type { Route } from './routes.ts';
import type { Webhook, Webhooks } from './webhooks.ts';

export interface WebhooksApiOptions {
  readonly webhooks: Webhooks;
  /** The address of the API, for `Location`. */
  readonly baseUrl: () => string;
  readonly destinations: Destinations;
  readonly allowTwo: boolean;
  /** Path of the key in the answer to a creation. */
  readonly keyPath: readonly string[];
}

/** Validation errors have their own format, without the `error` object. */
const invalidModel = (field: string, message: string): Answer => ({
  status: 400,
  body: { code: 'ValidationFailed', message: 'The request is not valid.', validationErrors: [{ field, message }] },
});

/** `{a: {b: value}}` for `['a', 'b']`. */
const nested = (path: readonly string[], value: string): Record<string, unknown> =>
  Object.fromEntries(path.slice(0, 1).map((name) => [name, path.length > 1 ? nested(path.slice(1), value) : value]));

const parseBody = ({ body }: Call): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

export const webhookRoutes = (options: WebhooksApiOptions): readonly Route[] => {
  const { webhooks, baseUrl, destinations, allowTwo, keyPath } = options;
  const getOrThrow = (id = ''): Webhook => {
    const webhook = webhooks.get(id);
    if (!webhook) throw new HttpError(404, 'NotFound', 'This webhook does not exist.');
    return webhook;
  };
  return [
    {
      method: 'POST',
      path: /^\/webhooks$/,
      scope: 'connector-protimeapi-webhooks.write',
      handle: (call) => {
        const input = parseBody(call);
        if (!input) return invalidModel('body', 'A JSON object was expected.');
        const { destinationUrl, collectionName } = input;
        if (typeof destinationUrl !== 'string') return invalidModel('destinationUrl', 'This field is required.');
        if (typeof collectionName !== 'string') return invalidModel('collectionName', 'This field is required.');
        if (!isAcceptableDestination(destinationUrl, destinations)) {
          throw new HttpError(400, 'InvalidDestinationUrl', 'The destination must be a public HTTPS address.');
        }
        if (collectionName !== 'assignments') {
          throw new HttpError(
            400,
            'UnknownCollection',
            `The collection '${collectionName}' does not support webhooks.`,
          );
        }
        if (!allowTwo && webhooks.live().length > 0) {
          throw new HttpError(409, 'Conflict', 'There is already a webhook on this collection.');
        }
        const references = parseReferences(call.url.searchParams.get('externalReferences') ?? '');
        const webhook = webhooks.create(destinationUrl, references);
        return {
          status: 201,
          headers: { location: `${baseUrl()}/webhooks/${webhook.id}` },
          body: { ...webhooks.toJson(webhook), ...nested(keyPath, webhook.key) },
        };
      },
    },
    {
      method: 'GET',
      path: /^\/webhooks$/,
      scope: 'connector-protimeapi-webhooks.read',
      handle: ({ url }) => {
        const clauses = parseFilter(url.searchParams.get('filter'), ['status', 'collection-name']);
        const value = webhooks
          .list()
          .map(webhooks.toJson)
          .filter(({ status, collectionName }) =>
            clauses.every((clause) => matchesClause(clause, clause.field === 'status' ? status : collectionName)),
          );
        return { status: 200, body: { value } };
      },
    },
    {
      method: 'GET',
      path: /^\/webhooks\/([\w-]+)$/,
      scope: 'connector-protimeapi-webhooks.read',
      handle: (_call, [id]) => ({ status: 200, body: webhooks.toJson(getOrThrow(id)) }),
    },
    {
      method: 'DELETE',
      path: /^\/webhooks\/([\w-]+)$/,
      scope: 'connector-protimeapi-webhooks.write',
      handle: (_call, [id]) => {
        webhooks.remove(getOrThrow(id).id);
        return { status: 204 };
      },
    },
  ];
};
