import { API_PATH } from './addresses.ts';
import type { Api, ApiRequest } from './api.ts';
import { checked, unexpected } from './body.ts';
import type { HttpAnswer } from './http.ts';
import type { PageCache } from './page-cache.ts';
import { type RequestedReferences, withReferences } from './references.ts';
import { pageAnswer } from './wire.ts';

/** Protime refuses longer addresses with a 414, also those of its own next links. */
const MAX_URI_LENGTH = 4096;
/** Characters reserved for the token of a next link, and for a filter that it may write with more percent-encoding. */
const NEXT_LINK_ROOM = 2048;
/** Limit of consecutive empty pages; single ones are normal. */
const MAX_EMPTY_PAGES = 1000;

/** Whether the address of a first page is short enough, so that the addresses of the next pages are not too long. */
export const leavesRoom = (url: string): boolean =>
  encodeURIComponent(decodeURIComponent(url)).length <= MAX_URI_LENGTH - NEXT_LINK_ROOM;

/** The address of a call below the API's base path. */
export const apiUrl = (origin: string, path: string, query: Record<string, string | undefined> = {}): string => {
  const parts = Object.entries(query).flatMap(([name, value]) => (value ? [`${name}=${queryText(value)}`] : []));
  return new URL(`${API_PATH}${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`, origin).href;
};

/** Commas and `@` need no encoding in a query; encoded, a list of people would be a third longer. */
const queryText = (value: string): string => encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%40', '@');

const NO_REFERENCES: RequestedReferences = { value: undefined, wereRefused: false };

/** A list to read: the address of its first page, with or without references. */
export interface ListRequest extends Omit<ApiRequest, 'method' | 'url'> {
  url: (references: string | undefined) => string;
  references?: RequestedReferences;
  /** Where its pages are kept; absent: they are sent each time. */
  cache?: PageCache;
}

/**
 * Reads a list page by page.
 * @throws ProtimeError `unexpected-answer` for a next link that is invalid, repeated or too long, and after too many empty
 * pages; the pages before it were returned.
 */
export async function* pages(api: Api, list: ListRequest, signal?: AbortSignal): AsyncGenerator<unknown[]> {
  try {
    yield* readPages(api, list, signal);
  } catch (error) {
    // A kept page may lead to a next one that has lapsed.
    list.cache?.clear();
    throw error;
  }
}

async function* readPages(api: Api, list: ListRequest, signal: AbortSignal | undefined): AsyncGenerator<unknown[]> {
  const { label, scope, cache } = list;
  const get = async (url: string): Promise<HttpAnswer> => {
    const known = cache?.get(url);
    const answer = await api({ method: 'GET', url, label, scope, ifNoneMatch: known?.etag }, signal);
    if (known && answer.status === 304) return { ...answer, text: known.text };
    cache?.put(url, answer);
    return answer;
  };
  let url = '';
  let answer = await withReferences(list.references ?? NO_REFERENCES, (references) => {
    url = list.url(references);
    return get(url);
  });
  const seen = new Set([url]);
  for (let empty = 0; ; ) {
    const { value, nextLink } = checked(pageAnswer, answer, label);
    empty = value.length === 0 ? empty + 1 : 0;
    yield value;
    if (!nextLink) return;
    const next = onSameOrigin(nextLink, url);
    if (next === undefined || seen.has(next) || next.length > MAX_URI_LENGTH || empty > MAX_EMPTY_PAGES)
      throw unexpected(label, answer.status, 'nextLink');
    seen.add(next);
    answer = await get(next);
  }
}

/** The link on the origin of `url`: behind a proxy, links name another host, and the token must be sent to this origin only. */
const onSameOrigin = (link: string, url: string): string | undefined => {
  const target = URL.canParse(link, url) ? new URL(link, url) : undefined;
  if (target?.protocol !== 'https:' && target?.protocol !== 'http:') return undefined;
  return new URL(`${target.pathname}${target.search}`, new URL(url).origin).href;
};
