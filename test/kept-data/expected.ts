import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contents } from './contents.ts';
import { keptPath } from './folder.ts';
import type { End } from './story.ts';

/** What a kept folder has to show, written down by the code that made it. */
export interface Expected extends End {
  contents: Contents;
  /** Of its newest backup, once that is restored. */
  restored: ReturnType<typeof inShort>;
}

/** Without the lines: enough to see that it is the backup, whole. */
export const inShort = ({ counts, settings, rejections, savedSearches, asked }: Contents) => ({
  ...{ counts, settings, rejections, savedSearches },
  asked: asked.map(({ command, args, count }) => ({ command, args, count })),
});

const pathOf = (name: string): string => join(keptPath(name), 'expected.json');

export const readExpected = (name: string): Expected => JSON.parse(readFileSync(pathOf(name), 'utf8')) as Expected;

export const writeExpected = (name: string, expected: Expected): void =>
  writeFileSync(pathOf(name), `${readable(expected)}\n`);

/** Each entry of a list on a line of its own, those of the lists within it, too: a difference can be read then. */
const readable = (value: unknown, indent = ''): string => {
  const deeper = `${indent} `;
  if (Array.isArray(value) && value.length > 0)
    return `[\n${value.map((entry) => deeper + (hasLines(entry) ? readable(entry, deeper) : JSON.stringify(entry))).join(',\n')}\n${indent}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, each]) => `${deeper}${JSON.stringify(key)}: ${readable(each, deeper)}`,
  );
  return `{\n${fields.join(',\n')}\n${indent}}`;
};

const hasLines = (value: unknown): boolean => isObject(value) && Array.isArray(value.first);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
