import { join } from 'node:path';
import { CONNECTIONS } from '../app/app.ts';
import { KEY } from '../app/data-dir.ts';
import { startChild } from '../measure/child.ts';

/** group: shared commits; each: one commit per request. */
export const startReference = async (scratch: string, mode: 'group' | 'each') => {
  const child = startChild(new URL('./receiver.ts', import.meta.url), [mode, join(scratch, `${mode}.db`), KEY]);
  return {
    pid: child.pid,
    target: { url: String(await child.firstMessage), key: KEY, connections: CONNECTIONS },
    close: child.close,
  };
};
