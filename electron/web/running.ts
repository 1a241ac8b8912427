import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../shared/json.ts';

const FILE = 'web.json';
const running = z.object({ port: z.number().int(), pid: z.number().int() });

/** Notes in the data folder on which port web mode serves it, for the command `open`. Returns a function that removes the note. */
export const noteRunning = (dataDir: string, port: number): (() => void) => {
  const path = join(dataDir, FILE);
  writeFileSync(path, JSON.stringify({ port, pid: process.pid }), { mode: 0o600 });
  return () => rmSync(path, { force: true });
};

/** The port of web mode; undefined when no app serves this data folder to a browser. */
export const runningPort = (dataDir: string): number | undefined => {
  try {
    const { port, pid } = running.parse(parseJson(readFileSync(join(dataDir, FILE), 'utf8')));
    // Throws when there is no such process: the note is left from an app that was killed.
    process.kill(pid, 0);
    return port;
  } catch {
    return undefined;
  }
};

/** The address for a browser. The ticket in it can be used once. */
export const addressOf = (port: number, ticket: string): string => `http://127.0.0.1:${port}/?ticket=${ticket}`;
