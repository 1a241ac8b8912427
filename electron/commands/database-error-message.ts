import type { DatabaseError } from '../database/errors.ts';
import { listBackups } from '../database/maintenance/backups.ts';

/** Advice for a damaged database. */
const recoveryAdvice = (path: string): string => {
  const [newest] = listBackups(path);
  return newest
    ? `The newest backup is ${newest.name}: \`serve --restore newest\` sets the damaged file aside and uses it.`
    : 'There is no backup: move the file away to start with an empty database; the plan is then read from Protime again.';
};

const MESSAGES: Record<DatabaseError['code'], (error: DatabaseError) => string> = {
  'newer-version': ({ path, message }) =>
    `The database ${path} was written by a newer version of Assignment Monitor (${message}). Update this one.`,
  damaged: ({ path, message }) =>
    `The database ${path} is damaged (${message}). Nothing was deleted. ${recoveryAdvice(path)}`,
  'read-only': ({ path }) =>
    `The data folder cannot be written to: ${path}. Give this account write permission, or choose another folder with --data.`,
  locked: ({ path }) => `Another program is using the database ${path}. Close it and try again.`,
  full: ({ path }) => `The disk is full: ${path} cannot be written to. Free some space and try again.`,
  missing: () =>
    'Not set up yet: there is no plan in this data folder. Start the app, or name another folder with --data.',
  moved: ({ path }) => `The database ${path} was deleted, moved or replaced while the app was using it.`,
  'not-owner': ({ message }) => message,
  unusable: ({ path, message }) => `The database ${path} cannot be used: ${message}`,
};

/** The error message for the terminal. */
export const databaseErrorMessage = (error: DatabaseError): string => MESSAGES[error.code](error);
