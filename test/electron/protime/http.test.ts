import { describe, expect, it } from 'vitest';
import { userAgent } from '../../../electron/protime/addresses.ts';
import { createProtimeClient } from '../../../electron/protime/client.ts';
import { isProtimeError } from '../../../electron/protime/errors.ts';
import { retryAfterMs } from '../../../electron/protime/retry.ts';
import { type SendRequest, sendRequest } from '../../../electron/request.ts';
import { holdDeadlines } from '../../fakes/deadlines.ts';
import { startScriptedServer } from '../../fakes/scripted-server.ts';
import { api, DISCOVERY, failure, SECRET, startProtime, TOKEN } from './protime-fixture.ts';

const WEBHOOKS = api('GET /webhooks');
const CREATE = api('POST /webhooks');
const empty = { json: { value: [] } };
const destination = { destinationUrl: 'https://x.example/secret-path' };

describe('throttled requests', () => {
  it.each([429, 503])('are repeated after a %i, after the delay of Retry-After', async (status) => {
    const { server, client, waits } = await startProtime();
    server.respondTo(WEBHOOKS, { status, headers: { 'retry-after': '7' } }, empty);
    expect(await client.listWebhooks()).toEqual([]);
    expect(waits).toEqual([7000]);
  });

  it('are never repeated earlier than requested, whatever the jitter', async () => {
    const { server, client, waits } = await startProtime({ random: () => 0.999 });
    server.respondTo(WEBHOOKS, { status: 429, headers: { 'retry-after': '7' } }, empty);
    await client.listWebhooks();
    expect(waits[0]).toBeGreaterThan(7000);
  });

  it('fail with `rate-limited` after four attempts with growing delays', async () => {
    const { server, client, waits } = await startProtime();
    server.respondTo(WEBHOOKS, { status: 429 });
    expect((await failure(client.listWebhooks())).code).toBe('rate-limited');
    expect([server.requestsTo(WEBHOOKS).length, waits]).toEqual([4, [500, 1000, 2000]]);
  });

  it('are not repeated when Protime requests a long delay', async () => {
    const { server, client, waits } = await startProtime();
    server.respondTo(WEBHOOKS, { status: 503, headers: { 'retry-after': '3600' } });
    expect(await failure(client.listWebhooks())).toMatchObject({ code: 'maintenance', retryAfterMs: 3_600_000 });
    expect(waits).toEqual([]);
  });

  it('are repeated even when they create something, because a throttled request creates nothing', async () => {
    const { server, client } = await startProtime();
    server.respondTo(CREATE, { status: 503 }, { status: 201, json: { id: 1, key: 'k', validUntil: null } });
    expect((await client.createWebhook(destination)).id).toBe('1');
  });
});

describe('Retry-After', () => {
  const at = (retryAfter: string, date?: string) =>
    retryAfterMs(new Headers({ 'retry-after': retryAfter, ...(date ? { date } : {}) }), Date.UTC(2026, 2, 10, 8));

  it('may be seconds or a date', () => {
    expect(at('120')).toBe(120_000);
    expect(at('Tue, 10 Mar 2026 08:00:30 GMT')).toBe(30_000);
  });

  it('is relative to the server clock when that is known', () => {
    expect(at('Tue, 10 Mar 2026 09:00:30 GMT', 'Tue, 10 Mar 2026 09:00:00 GMT')).toBe(30_000);
  });

  it('is ignored when it is past or invalid', () => {
    expect([at('Tue, 10 Mar 2026 07:00:00 GMT'), at('soon'), at('1.2.3')]).toEqual([0, undefined, undefined]);
  });

  it.each(['31536000', '99999999999999999999', 'Wed, 10 Mar 2027 08:00:00 GMT'])('is at most an hour: %s', (value) => {
    expect(at(value)).toBe(3_600_000);
  });
});

describe('failed requests', () => {
  it.each([[{ status: 500 }], [{ status: 502 }], [{ status: 504 }], [{ drop: true }]])(
    'are repeated after %j when they only read',
    async (answer) => {
      const { server, client } = await startProtime();
      server.respondTo(WEBHOOKS, answer, empty);
      expect(await client.listWebhooks()).toEqual([]);
    },
  );

  it('are repeated when they are DELETE requests', async () => {
    const { server, client } = await startProtime();
    server.respondTo(api('DELETE /webhooks/5'), { drop: true }, { status: 204 });
    await client.deleteWebhook('5');
    expect(server.requestsTo(api('DELETE /webhooks/5'))).toHaveLength(2);
  });

  it.each([
    [{ status: 500 }, 'server-error'],
    [{ drop: true }, 'unreachable'],
  ])('are not repeated after %j when they create something', async (answer, code) => {
    const { server, client } = await startProtime();
    server.respondTo(CREATE, answer);
    expect((await failure(client.createWebhook(destination))).code).toBe(code);
    expect(server.requestsTo(CREATE)).toHaveLength(1);
  });

  it('fail with `timeout` without an answer', async () => {
    const { server, client } = await startProtime({ timeoutMs: 30_000 });
    const deadlines = holdDeadlines();
    server.respondTo(WEBHOOKS, () => {
      deadlines.reach();
      return { hang: true };
    });
    expect((await failure(client.listWebhooks())).code).toBe('timeout');
    expect(server.requestsTo(WEBHOOKS)).toHaveLength(2);
  });

  it('fail with `unreachable` when no server listens', async () => {
    const gone = await startScriptedServer();
    await gone.close();
    const { client } = await startProtime({ authUrl: gone.origin });
    expect(await failure(client.listWebhooks())).toMatchObject({ code: 'unreachable', detail: 'ECONNREFUSED' });
  });

  it('mean a wrong tenant when only the name of the API does not exist', async () => {
    const noSuchName: SendRequest = async (url, options) => {
      if (!new URL(url).pathname.startsWith('/connector')) return sendRequest(url, options);
      throw Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    };
    const { client } = await startProtime({ sendRequest: noSuchName });
    expect((await failure(client.listWebhooks())).code).toBe('wrong-tenant');
  });

  it('mean a lost network, not a wrong tenant, once the API has answered', async () => {
    let lost = false;
    const losing: SendRequest = async (url, options) => {
      if (!lost) return sendRequest(url, options);
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }) });
    };
    const { server, client } = await startProtime({ sendRequest: losing });
    server.respondTo(WEBHOOKS, empty);
    await client.listWebhooks();
    lost = true;
    expect((await failure(client.listWebhooks())).code).toBe('unreachable');
  });
});

describe('redirects', () => {
  const redirect = (status: number, location: string) => ({ status, headers: { location } });

  it.each([301, 302, 307, 308])('are followed on the same origin when something is read (%i)', async (status) => {
    const { server, client } = await startProtime();
    server.respondTo(WEBHOOKS, redirect(status, '/moved?a=b'));
    server.respondTo('GET /moved', empty);
    expect(await client.listWebhooks()).toEqual([]);
    expect(server.requestsTo('GET /moved')[0]?.headers.authorization).toMatch(/^Bearer /);
  });

  it('are followed with method and body only for 307 and 308', async () => {
    const { server, client } = await startProtime();
    server.respondTo(CREATE, redirect(308, '/moved'));
    server.respondTo('POST /moved', { status: 201, json: { id: 1, key: 'k' } });
    expect((await client.createWebhook(destination)).id).toBe('1');
    expect(JSON.parse(server.requestsTo('POST /moved')[0]?.body ?? '')).toMatchObject(destination);
    server.respondTo(CREATE, redirect(302, '/moved'));
    expect((await failure(client.createWebhook(destination))).status).toBe(302);
  });

  it.each(['http://127.0.0.1:9/moved', '//thief.example/moved', 'http://['])(
    'are not followed to %s',
    async (location) => {
      const { server, client } = await startProtime();
      server.respondTo(WEBHOOKS, redirect(307, location));
      expect(await failure(client.listWebhooks())).toMatchObject({ code: 'unexpected-answer', status: 307 });
      expect(server.requestsTo(WEBHOOKS)).toHaveLength(1);
    },
  );

  it('are not followed without end', async () => {
    const { server, client } = await startProtime();
    server.respondTo(WEBHOOKS, redirect(307, WEBHOOKS.slice(4)));
    expect((await failure(client.listWebhooks())).status).toBe(307);
    expect(server.requestsTo(WEBHOOKS)).toHaveLength(6);
  });
});

describe('abort', () => {
  it('ends a request that hangs', async () => {
    const { server, client } = await startProtime();
    const leaving = new AbortController();
    server.respondTo(WEBHOOKS, () => {
      leaving.abort();
      return { hang: true };
    });
    expect((await failure(client.listWebhooks({}, leaving.signal))).code).toBe('aborted');
  });

  it('ends the wait between two attempts', async () => {
    const leaving = new AbortController();
    const { server, client } = await startProtime({
      sleep: async () => leaving.abort(),
      signal: leaving.signal,
    });
    server.respondTo(WEBHOOKS, { status: 429 });
    expect((await failure(client.listWebhooks())).code).toBe('aborted');
    expect(server.requestsTo(WEBHOOKS)).toHaveLength(1);
  });

  it('ends the real wait too', async () => {
    const { server, client } = await startProtime({ sleep: undefined });
    const leaving = new AbortController();
    server.respondTo(WEBHOOKS, () => {
      setImmediate(() => leaving.abort());
      return { status: 429, headers: { 'retry-after': '50' } };
    });
    expect((await failure(client.listWebhooks({}, leaving.signal))).code).toBe('aborted');
  });
});

describe('addresses', () => {
  const open = (apiUrl: string, authUrl = 'https://authentication.myprotime.eu') => {
    try {
      createProtimeClient({
        apiUrl,
        authUrl,
        tenant: 'acme',
        clientId: 'c',
        clientSecret: () => SECRET,
        company: 'c',
        version: '1',
        sendRequest,
        now: () => 0,
      });
      return 'accepted';
    } catch (error) {
      return isProtimeError(error) ? error.code : String(error);
    }
  };

  it.each(['https://acme.myprotime.eu', 'http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:1'])(
    'accepts %s',
    (url) => expect(open(url)).toBe('accepted'),
  );

  it.each(['http://acme.myprotime.eu', 'http://127.0.0.1.evil.example', 'ftp://localhost', 'acme', ''])(
    'refuses %j',
    (url) =>
      expect([open(url), open('https://acme.myprotime.eu', url)]).toEqual(['insecure-address', 'insecure-address']),
  );
});

describe('the User-Agent', () => {
  it('is sent with every request, including token requests', async () => {
    const { server, client } = await startProtime();
    server.respondTo(WEBHOOKS, empty);
    await client.listWebhooks();
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([DISCOVERY, TOKEN, WEBHOOKS]);
    expect(new Set(server.requests.map(({ headers }) => headers['user-agent']))).toEqual(
      new Set(['AssignmentMonitor/1.2.3 (Acme Zorg)']),
    );
  });

  it.each([
    ['Société Générale', 'AssignmentMonitor/1.0 (Societe Generale)'],
    ['A)\r\nX-Evil: 1', 'AssignmentMonitor/1.0 (A X-Evil: 1)'],
    ['日本', 'AssignmentMonitor/1.0 (unknown)'],
    ['', 'AssignmentMonitor/1.0 (unknown)'],
  ])('is a valid header for the company %j', (company, header) => {
    expect(userAgent('1.0', company)).toBe(header);
  });
});

describe('the server clock', () => {
  it('is read from the Date header', async () => {
    const reported: number[][] = [];
    const { server, client, clock } = await startProtime({ onServerDate: (...times) => reported.push(times) });
    server.respondTo(WEBHOOKS, { ...empty, headers: { date: 'Tue, 10 Mar 2026 08:03:00 GMT' } });
    await client.listWebhooks();
    expect(reported.at(-1)).toEqual([clock.nowMs + 180_000, clock.nowMs]);
  });
});
