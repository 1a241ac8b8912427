import { printable } from './printable.ts';

/** One named logger. `fields` must hold no secret, name or comment: users may send the log with a bug report. */
export interface Logger {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
  /** The same log under a part's name. */
  child(name: string): Logger;
}

/** Writes one line for each message: time, level, part, text and fields as JSON. */
export const createLog = (write: (line: string) => void, name = 'app', now: () => number = Date.now): Logger => {
  const line = (level: string) => (message: string, fields?: Record<string, unknown>) =>
    write(
      printable(
        `${new Date(now()).toISOString()} ${level} ${name}: ${message}${fields ? ` ${JSON.stringify(fields)}` : ''}`,
      ),
    );
  return {
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    child: (part) => createLog(write, part, now),
  };
};

/** For tests and parts that need no log. */
export const silentLog: Logger = createLog(() => {});
