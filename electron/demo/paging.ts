import { HttpError } from './http.ts';

interface Cursor {
  /** The last id of the previous page. */
  readonly after: number;
  readonly page: number;
}

const decode = (token: string | null): Cursor => {
  if (token === null) return { after: 0, page: 0 };
  const [cursor = ''] = token.split('~');
  const [after, page] = Buffer.from(cursor, 'base64url').toString().split('.').map(Number);
  if (!Number.isSafeInteger(after) || !Number.isSafeInteger(page)) {
    throw new HttpError(400, 'InvalidContinuationToken', 'The continuation token is not valid.');
  }
  return { after: Number(after), page: Number(page) };
};

const encode = ({ after, page }: Cursor, length: number): string =>
  `${Buffer.from(`${after}.${page}`).toString('base64url')}~`.padEnd(length, 'x');

/** Every third page is empty, although more pages follow, as Protime's may be. */
const isEmptyPage = (page: number): boolean => page % 3 === 1;

export interface Page<Item> {
  readonly value: readonly Item[];
  readonly nextLink?: string;
}

export interface PagingOptions {
  readonly pageSize: number;
  /** Minimum length of a continuation token, in characters. */
  readonly tokenLength: number;
}

/** One page of `items`, which must be sorted by id. `nextLink` is a path with the same query and a continuation token. */
export const pageOf = <Item extends { readonly id: number }>(
  items: readonly Item[],
  url: URL,
  { pageSize, tokenLength }: PagingOptions,
): Page<Item> => {
  const cursor = decode(url.searchParams.get('continuationToken'));
  const rest = items.filter(({ id }) => id > cursor.after);
  const value = isEmptyPage(cursor.page) ? [] : rest.slice(0, pageSize);
  if (value.length === rest.length) return { value };
  const query = new URLSearchParams(url.searchParams);
  const token = encode({ after: value.at(-1)?.id ?? cursor.after, page: cursor.page + 1 }, tokenLength);
  query.set('continuationToken', token);
  return { value, nextLink: `${url.pathname}?${[...query].map((pair) => pair.join('=')).join('&')}` };
};
