import type { ReadableDb } from '../database.ts';

/** FTS5 jumps to a position only if it is an integer, and JavaScript numbers are bound as floating-point values. */
export const WITHIN = 't.rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER)';

/**
 * Reads rows as arrays of values. Statements are cached by their text: each typed character runs a similar search.
 */
export const createStatements = (db: ReadableDb) => {
  const known = new Map<string, ReturnType<ReadableDb['prepare']>>();
  return <Row extends readonly unknown[]>(sql: string, values: readonly (string | number)[]): Row[] => {
    const statement = known.get(sql) ?? db.prepare(sql).raw();
    if (known.size > 200) known.clear();
    known.set(sql, statement);
    return statement.all(...values) as Row[];
  };
};
export type QueryRows = ReturnType<typeof createStatements>;
