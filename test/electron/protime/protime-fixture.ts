import { onTestFinished } from 'vitest';
import { API_PATH } from '../../../electron/protime/addresses.ts';
import { createProtimeClient, type ProtimeClientOptions } from '../../../electron/protime/client.ts';
import { isProtimeError, type ProtimeError } from '../../../electron/protime/errors.ts';
import { ALL_SCOPES } from '../../../electron/protime/scopes.ts';
import { sendRequest } from '../../../electron/request.ts';
import { type Answer, startScriptedServer } from '../../fakes/scripted-server.ts';

export const SECRET = 'wh1sper-0f-the-client';
export const DISCOVERY = 'GET /tenants/acme/.well-known/openid-configuration';
export const TOKEN = 'POST /tenants/acme/connect/token';
export const api = (methodAndPath: string): string => methodAndPath.replace(' ', ` ${API_PATH}`);

/** A fake Protime that grants everything, and a client whose delays are recorded instead of waited. */
export const startProtime = async (overrides: Partial<ProtimeClientOptions> = {}) => {
  const server = await startScriptedServer();
  onTestFinished(() => server.close());
  let tokens = 0;
  server.respondTo(TOKEN, ({ body }) => {
    tokens += 1;
    return grant(`token-${tokens}`, new URLSearchParams(body).get('scope') ?? '');
  });
  const clock = { nowMs: Date.UTC(2026, 2, 10, 8) };
  const waits: number[] = [];
  const client = createProtimeClient({
    apiUrl: server.origin,
    authUrl: server.origin,
    tenant: 'acme',
    clientId: 'planner-app',
    clientSecret: () => SECRET,
    company: 'Acme Zorg',
    version: '1.2.3',
    sendRequest,
    now: () => clock.nowMs,
    sleep: async (ms) => void waits.push(ms),
    random: () => 0,
    ...overrides,
  });
  return { server, client, clock, waits };
};

export const grant = (value: string, scope: string = ALL_SCOPES.join(' ')): Answer => ({
  json: { access_token: value, expires_in: 1800, token_type: 'Bearer', scope },
});

/** Returns the ProtimeError a call rejects with. */
export const failure = async (call: Promise<unknown>): Promise<ProtimeError> => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isProtimeError(error)) throw new Error(`expected a ProtimeError, got ${String(error)}`);
  return error;
};

export const collect = async <T>(generator: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of generator) found.push(item);
  return found;
};

export const wireAssignment = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  changeVersion: '0000090200004BD0000A',
  id: 51234,
  person: { id: 1234 },
  from: '2026-03-10',
  until: '2026-03-10',
  startTimeInMinutes: 480,
  endTimeInMinutes: 1020,
  breakDurationInMinutes: 30,
  comments: 'Morning shift',
  activityLevels: [{ level: 1, activityDefinition: { id: '38fc2206-b51f-434a-9c36-9e0e5fc5e70e' } }],
  isRejected: false,
  ...overrides,
});
