import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../../../electron/database/errors.ts';
import { UsageError } from '../../../electron/exit-status.ts';
import { createLog } from '../../../electron/log.ts';
import { PortInUse } from '../../../electron/receiver/listen.ts';
import { StartDeclined } from '../../../electron/shell/damaged-database.ts';
import { hasDisplay, start } from '../../../electron/shell/start.ts';

/** Starts with an error; tells what the planner sees, in order, and the exit status. */
const startWith = async (error: unknown, { languages = ['en-GB'], hasDisplay = true } = {}) => {
  const seen: string[] = [];
  const lines: string[] = [];
  await start({
    app: {
      exit: (status) => void seen.push(`exit ${status}`),
      getPreferredSystemLanguages: () => languages,
      whenReady: async () => void seen.push('ready'),
    },
    dialog: { showErrorBox: (title, text) => void seen.push(`${title}: ${text}`) },
    log: createLog((line) => lines.push(line)),
    hasDisplay,
    open: async () => {
      if (error !== undefined) throw error;
    },
  });
  return { seen, lines };
};

describe('a start that fails', () => {
  it('tells the reason in an error box once Electron can show one, and on standard error, and ends', async () => {
    const { seen, lines } = await startWith(new UsageError('--data expects a folder'));
    expect(seen).toEqual(['ready', 'Assignment Monitor: --data expects a folder', 'exit 2']);
    expect(lines).toEqual([expect.stringMatching(/ error app: --data expects a folder$/)]);
  });

  it.each<[unknown, RegExp]>([
    [new DatabaseError('read-only', '/d', 'EACCES'), /^The data folder cannot be written to: \/d\. Give/],
    [
      new DatabaseError('locked', '/d/planner.db', 'x'),
      /^Another program is using the database \/d\/planner\.db\. Close/,
    ],
    [new DatabaseError('full', '/d/planner.db', 'x'), /^The disk is full: \/d\/planner\.db/],
    [new DatabaseError('newer-version', '/d/planner.db', '9'), /newer version of this app/],
    [new DatabaseError('not-owner', '/d', 'x'), /^\/d belongs to another account/],
    [new PortInUse(4711), /^Another program is using port 4711/],
    [new DatabaseError('unusable', '/d', 'the key of the forgotten people is lost'), /start: the key of the forgotten/],
    [new Error('first line\n    at somewhere (file.js:1:2)'), /^The app cannot start: first line$/],
    ['no error object', /^The app cannot start: no error object$/],
  ])('says in one sentence what is wrong and ends with 1: %s', async (error, sentence) => {
    const { seen } = await startWith(error);
    expect([seen[1]?.replace('Assignment Monitor: ', ''), seen[2]]).toEqual([
      expect.stringMatching(sentence),
      'exit 1',
    ]);
    expect(seen[1]).not.toContain('\n');
  });

  it('speaks the language of the system', async () => {
    const error = new DatabaseError('locked', '/d/planner.db', 'x');
    expect((await startWith(error, { languages: ['nl-BE'] })).seen[1]).toContain(
      'Een ander programma gebruikt de database',
    );
    expect((await startWith(error, { languages: ['fr-BE'] })).seen[1]).toContain(
      'Un autre programme utilise la base de données',
    );
  });

  it('ends without a word when the planner declined it', async () => {
    expect(await startWith(new StartDeclined())).toEqual({ seen: ['exit 0'], lines: [] });
  });
});

it('a start where there is no desktop names the commands, and ends before Electron looks for a display', async () => {
  const { seen, lines } = await startWith(new Error('not reached'), { hasDisplay: false });
  expect([seen, lines]).toEqual([['exit 1'], [expect.stringContaining('There is no desktop here')]]);
  expect(hasDisplay('linux', { DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
  expect(hasDisplay('win32', {})).toBe(true);
});

it('a start that succeeds shows nothing', async () => {
  expect(await startWith(undefined)).toEqual({ seen: [], lines: [] });
});
