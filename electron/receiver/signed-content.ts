import type { IncomingHttpHeaders } from 'node:http';

const MAX_PART_LENGTH = 128;

export const headerText = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'object' ? value.join(', ') : value;
};

/** The `t=` inside a signature header such as `t=1772460000,v1=…`. */
export const embeddedTimestamp = (value: string): string | undefined =>
  /(?:^|[,;\s])(?:t|ts|timestamp)=([^,;\s"]+)/.exec(value)?.[1];

/** The `id=` inside a signature header. */
export const embeddedId = (value: string): string | undefined => /(?:^|[,;\s])id=([^,;\s"]+)/.exec(value)?.[1];

/** `<part>.<part>.`, the text signed in front of the body; undefined when a part is missing or absurdly long. */
export const signedPrefix = (...parts: (string | undefined)[]): string | undefined => {
  let prefix = '';
  for (const part of parts) {
    if (!part || part.length > MAX_PART_LENGTH) return undefined;
    prefix += `${part}.`;
  }
  return prefix;
};
