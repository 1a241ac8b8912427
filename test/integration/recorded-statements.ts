import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';

/** Every statement that this thread runs from now on, each once, with the values it was run with last. */
export const recordStatements = (): ReadonlyMap<string, readonly unknown[]> => {
  const ran = new Map<string, readonly unknown[]>();
  const { prepare } = Sqlite.prototype;
  Sqlite.prototype.prepare = function (this: Sqlite.Database, sql: string) {
    const statement: Sqlite.Statement<unknown[]> = prepare.call(this, sql);
    for (const name of ['run', 'get', 'all', 'iterate'] as const) {
      const really = statement[name].bind(statement) as (...values: unknown[]) => unknown;
      Object.assign(statement, {
        [name]: (...values: unknown[]) => {
          ran.set(sql, values);
          return really(...values);
        },
      });
    }
    return statement;
  } as typeof prepare;
  onTestFinished(() => {
    Sqlite.prototype.prepare = prepare;
  });
  return ran;
};

/** How SQLite means to carry a statement out, in its own words. */
export const planOf = (path: string, sql: string, values: readonly unknown[]): string[] => {
  const db = new Sqlite(path, { readonly: true });
  try {
    const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    return plan.map(({ detail }) => detail);
  } finally {
    db.close();
  }
};

/**
 * What of a statement goes through a table or an index from one end to the other. A part of a statement that has a name, and
 * functions that give rows, are no tables.
 */
export const scansOf = (path: string, sql: string, values: readonly unknown[]): string[] => {
  const details = planOf(path, sql, values);
  const named = new Set(details.map((detail) => /^(?:CO-ROUTINE|MATERIALIZE) (.+)$/.exec(detail)?.[1]));
  return details.filter(
    (detail) =>
      /^SCAN (?!CONSTANT ROW)/.test(detail) && !detail.includes('VIRTUAL TABLE') && !named.has(detail.slice(5)),
  );
};
