import { plural } from '../format.ts';

/** Settings → Data. */
export const data = {
  title: 'Data',
  hint: 'All data of the app is stored on this computer, in the data folder.',
  retention: 'How long it is kept',
  historyMonths: 'History',
  deliveryDays: 'Original messages',
  months: (n: number) => plural('en', n, { one: '1 month', other: `${n} months` }),
  days: (n: number) => plural('en', n, { one: '1 day', other: `${n} days` }),
  shorten: 'Keep less history?',
  shortenText: (kept: string) =>
    `Changes older than ${kept} will be deleted for good within a day. The current plan is kept, whatever its age.`,
  shortenConfirm: 'Keep less',
  backups: 'Backups',
  backupsHint: 'The app makes a copy each day and keeps the last seven.',
  backupsDemo: 'Demo data is not backed up automatically.',
  noBackups: 'No backup yet.',
  makeBackup: 'Make a backup now',
  backupMade: 'Backup made',
  restore: 'Restore…',
  restoreOne: (when: string) => `Restore the backup of ${when}`,
  restoreTitle: 'Restore this backup?',
  restoreText: (when: string) =>
    `The app then shows what it knew on ${when}, and reads what changed since from Protime. The current data is moved aside in the data folder, not deleted.`,
  restoreCheck: 'Check and restore',
  checking: 'Checking the backup…',
  restoreReady: 'The backup is intact and will be used at the next start.',
  restart: 'Restart now',
  restartHint: 'Stop the app and start it again.',
  restoreBad: 'This backup is damaged. Nothing was changed; choose another one.',
  exports: 'Exported files',
  exportsHint: 'Files that this app wrote and that are still where it wrote them. They contain names and comments.',
  noExports: 'None.',
  exportAll: 'Export everything',
  deleteFile: 'Delete',
  deleteOne: (name: string) => `Delete ${name}`,
  fileDeleted: (name: string) => `${name} deleted`,
  forget: 'Forget a person',
  forgetHint:
    'Deletes everything about one person from the plan, the history and the messages, e.g. when they leave and request it.',
  forgetChoose: 'Who',
  forgetNoPerson: 'Choose a person first.',
  forgetStart: 'Forget…',
  forgetTitle: (name: string) => `Forget ${name}?`,
  forgetCannot: 'This cannot be undone.',
  forgetList: 'This is deleted for good:',
  forgetChanges: (count: string, n: number) =>
    plural('en', n, { one: '1 line of the history', other: `${count} lines of the history` }),
  forgetAssignments: (count: string, n: number) =>
    plural('en', n, { one: '1 assignment of the plan', other: `${count} assignments of the plan` }),
  forgetDeliveries: (count: string, n: number) =>
    plural('en', n, { one: '1 original message', other: `${count} original messages` }),
  forgetName: 'their name, employee number and former names',
  forgetLeft: 'These files may still hold them; delete what you do not need:',
  forgetBackups: (n: number) =>
    plural('en', n, {
      one: '1 backup from which they could not be removed; delete it in the data folder',
      other: `${n} backups from which they could not be removed; delete them in the data folder`,
    }),
  forgetCopies: 'the same data in every backup',
  forgetBack:
    'From then on their shifts are not shown and you are not notified of their rejections, even while Protime plans them; a shift that is reassigned to them disappears. You can have them read again here, without their old history.',
  forgetSearches: 'saved searches for this person, or with this name or number',
  forgetConfirm: (name: string) => `Type “${name}” to confirm`,
  forgetMismatch: 'That is not the name.',
  forgetNow: 'Forget for good',
  forgetting: 'Forgetting…',
  forgotten: (name: string) => `${name} is forgotten`,
  forgottenText: (changes: string, assignments: string, deliveries: string) =>
    `Deleted: ${changes}, ${assignments}, ${deliveries}.`,
  forgottenPeople: 'Forgotten people',
  forgottenHint: 'Only the date is kept, not the name. New data about them is ignored.',
  forgottenOn: (when: string) => `Forgotten on ${when}`,
  allowAgain: 'Read again',
  allowOne: (when: string) => `Read again the person forgotten on ${when}`,
  allowed: 'They are read again with the next reading of the plan',
  /** Dialog at start-up, before the window exists. */
  damaged: {
    title: 'The history is damaged',
    text: 'The file with the plan and its history cannot be read any more. It is kept and set aside, whatever you choose.',
    withBackup: (when: string) =>
      `The newest backup is of ${when}. What changed since is read from Protime, as far as Protime still has it.`,
    withoutBackup: 'There is no intact backup. The plan can be read from Protime again; the history starts over.',
    backup: 'Use the backup',
    empty: 'Start over',
    quit: 'Quit',
  },
  counting: 'Counting…',
};
