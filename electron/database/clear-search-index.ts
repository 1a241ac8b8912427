import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { searchIndexPath } from './search-index.ts';

/**
 * Empties the text index, for when the log itself was emptied: positions may be given out again, and the words and names
 * of one tenant must not be found in another's history. Its tables stay, because the thread that fills them has them open.
 */
export const clearSearchIndex = (databasePath: string): void => {
  const path = searchIndexPath(databasePath);
  if (!existsSync(path)) return;
  const db = new Sqlite(path, { timeout: 5000 });
  try {
    db.transaction(() => {
      // A file without tables is made whole by whoever opens it next.
      const tables = namesOf(
        db,
        `SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%' AND name NOT GLOB '*text_*'`,
      );
      if (!tables.includes('progress')) return;
      for (const table of tables) if (table !== 'progress') db.exec(`DELETE FROM ${table}`);
      const columns = namesOf(db, `SELECT name FROM pragma_table_info('progress')`);
      db.exec(`UPDATE progress SET ${columns.map((column) => `${column} = 0`).join(', ')}`);
      db.exec(`INSERT INTO change_text (change_text) VALUES ('delete-all')`);
    }).immediate();
  } finally {
    db.close();
  }
};

const namesOf = (db: Sqlite.Database, sql: string): string[] =>
  db
    .prepare<[], { name: string }>(sql)
    .all()
    .map(({ name }) => name);
