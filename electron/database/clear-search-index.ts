import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { searchIndexPath } from './search-index.ts';

/**
 * Empties the text index, for when the log itself was emptied: positions may be given out again, and the words and names
 * of one tenant must not be found in another's history.
 */
export const clearSearchIndex = (databasePath: string): void => {
  const path = searchIndexPath(databasePath);
  if (!existsSync(path)) return;
  const db = new Sqlite(path, { timeout: 5000 });
  try {
    // A file that is not an index yet, or one of another version, is made anew by whoever opens it.
    if (db.pragma('user_version', { simple: true }) === 0) return;
    db.transaction(() => {
      db.exec(`INSERT INTO change_text (change_text) VALUES ('delete-all')`);
      for (const table of ['known_name', 'person_change']) db.exec(`DELETE FROM ${table}`);
      db.exec('UPDATE progress SET indexed_seq = 0');
    }).immediate();
  } finally {
    db.close();
  }
};
