import { createServer, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { createDemoTenant, type DemoTenantOptions } from '../../../electron/demo/tenant.ts';

export const API = '/connector/protimeapi/api/v1';
export const USER_AGENT = 'DemoTest/1.0 (Example BV)';
/** A Tuesday in summer time. */
export const NOW_MS = Date.parse('2026-06-16T10:00:00+02:00');

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A client that follows the API documentation strictly. */
export const startTenant = async (options: DemoTenantOptions = {}) => {
  const tenant = await createDemoTenant({ liveEveryMs: 0, duplicateRatio: 0, ...options });
  onTestFinished(() => tenant.close());
  const send = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const headers = { 'user-agent': USER_AGENT, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(`${tenant.url}${path}`, { ...init, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  };
  const askToken = (fields: Record<string, string> = {}): Promise<Reply> =>
    send(`/tenants/${tenant.credentials.tenant}/connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: tenant.credentials.clientId,
        client_secret: tenant.credentials.clientSecret,
        ...fields,
      }),
    });
  const { body } = await askToken();
  const authorization = `Bearer ${(body as { access_token: string }).access_token}`;
  const api = (path: string, init: RequestInit = {}): Promise<Reply> =>
    send(path.startsWith(API) ? path : `${API}${path}`, { ...init, headers: { authorization, ...init.headers } });
  const createWebhook = (destinationUrl: string, query = ''): Promise<Reply> =>
    api(`/webhooks${query}`, {
      method: 'POST',
      body: JSON.stringify({ destinationUrl, collectionName: 'assignments' }),
    });
  return { tenant, send, askToken, api, createWebhook };
};

export type Started = Awaited<ReturnType<typeof startTenant>>;

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A destination for deliveries; `status` decides the answer to the n-th of them. */
export const startDestination = async (status: (at: number) => number | 'hang' = () => 204) => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = status(received.length);
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (answer !== 'hang') response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return { url: `http://127.0.0.1:${address.port}/hook`, received };
};

interface WireEvent {
  readonly changeType: string;
  readonly data: Record<string, unknown> & { readonly id: number; readonly changeVersion: string };
}

/** The events in a delivery, in any of its formats. */
export const eventsIn = ({ body }: Received): WireEvent[] => {
  const value: unknown = JSON.parse(body);
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value && 'value' in value ? (value.value as WireEvent[]) : [value as WireEvent];
};
