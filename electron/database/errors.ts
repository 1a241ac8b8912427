import type { Problem, ProblemCode } from '../../shared/problems.ts';

/** The database cannot be used. `code` is the reason and decides the message for the user. */
export class DatabaseError extends Error {
  readonly code:
    | 'newer-version'
    | 'damaged'
    | 'read-only'
    | 'locked'
    | 'full'
    | 'missing'
    | 'moved'
    | 'not-owner'
    | 'unusable';
  readonly path: string;
  constructor(code: DatabaseError['code'], path: string, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'DatabaseError';
    this.code = code;
    this.path = path;
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Error codes of the file system for a folder that cannot be written to. */
const FOLDER_ERRORS = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT']);

/** The code for an error of SQLite or of the file system. */
export const databaseErrorCode = (error: unknown): DatabaseError['code'] => {
  if (error instanceof DatabaseError) return error.code;
  const code = codeOf(error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'locked';
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'damaged';
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || FOLDER_ERRORS.has(code)) return 'read-only';
  return 'unusable';
};

/** Whether SQLite or the disk caused the error, not the task that was writing. */
export const isStorageError = (error: unknown): boolean =>
  databaseErrorCode(error) !== 'unusable' || codeOf(error).startsWith('SQLITE_IOERR');

const PROBLEMS: Record<DatabaseError['code'], ProblemCode> = {
  'newer-version': 'database-damaged',
  damaged: 'database-damaged',
  'read-only': 'database-read-only',
  locked: 'database-locked',
  full: 'disk-full',
  missing: 'internal',
  moved: 'database-moved',
  'not-owner': 'database-read-only',
  unusable: 'internal',
};

/** The problem shown while the database cannot store events. */
export const storageProblem = (error: unknown): Problem => ({
  code: codeOf(error).startsWith('SQLITE_IOERR') ? 'disk-full' : PROBLEMS[databaseErrorCode(error)],
  detail: error instanceof DatabaseError ? error.message : codeOf(error) || String(error),
});
