import type { HttpAnswer } from './http.ts';

/** Total size of all pages: enough for today and tomorrow of a few thousand people. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

interface Page {
  etag: string;
  text: string;
}

/** Pages with an ETag; when it is full, the least recently used ones are removed. */
export const createPageCache = (maxCharacters = MAX_CHARACTERS) => {
  const pages = new Map<string, Page>();
  let characters = 0;

  const remove = (url: string): void => {
    characters -= pages.get(url)?.text.length ?? 0;
    pages.delete(url);
  };
  const add = (url: string, page: Page): void => {
    remove(url);
    pages.set(url, page);
    characters += page.text.length;
  };

  return {
    get(url: string): Page | undefined {
      const page = pages.get(url);
      if (page) add(url, page);
      return page;
    },
    put(url: string, { headers, text }: HttpAnswer): void {
      remove(url);
      const etag = headers.get('etag');
      if (etag === null || text.length > maxCharacters) return;
      add(url, { etag, text });
      for (const oldest of pages.keys()) {
        if (characters <= maxCharacters) return;
        remove(oldest);
      }
    },
    clear(): void {
      pages.clear();
      characters = 0;
    },
  };
};

export type PageCache = ReturnType<typeof createPageCache>;
