import { toApp } from './addresses.ts';
import type { Params, Session } from './cdp.ts';
import type { Rules } from './rules.ts';

interface Paused extends Params {
  requestId: string;
  frameId: string;
  resourceType: string;
  redirectedRequestId?: string;
  request: { url: string; method: string };
}

export interface Navigation {
  url: string;
  frameId: string;
  isRedirect: boolean;
}

/** Intercepts page requests for navigation events, onBeforeRequest and custom schemes. */
export const interceptRequests = async (
  session: Session,
  rules: Rules,
  /** Whether this navigation may go on. */
  mayNavigate: (navigation: Navigation) => boolean,
): Promise<void> => {
  const decide = async ({ requestId, frameId, resourceType, request, redirectedRequestId }: Paused): Promise<void> => {
    const url = toApp(request.url);
    const refuse = (errorReason: string) => session.send('Fetch.failRequest', { requestId, errorReason });
    const navigation = { url, frameId, isRedirect: redirectedRequestId !== undefined };
    if (resourceType === 'Document' && !mayNavigate(navigation)) return void (await refuse('Aborted'));
    if (await rules.isCancelled(url)) return void (await refuse('BlockedByClient'));
    const handler = rules.handlerOf(url.slice(0, url.indexOf(':')));
    if (!handler) return void (await session.send('Fetch.continueRequest', { requestId }));
    const response = await handler(new Request(url, { method: request.method }));
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  };
  session.on('Fetch.requestPaused', (params) => {
    // The page was closed meanwhile.
    decide(params as Paused).catch(() => {});
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
};
