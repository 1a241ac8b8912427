import { plural } from '../format.ts';

export const notices = {
  named: (what: string, who: string) => `${what}: ${who}`,
  rejected: 'Rejected',
  withdrawn: 'Rejection withdrawn',
  summary: (rejected: number, withdrawn: number) =>
    [
      rejected > 0
        ? plural('en', rejected, { one: '1 assignment rejected', other: `${rejected} assignments rejected` })
        : '',
      withdrawn > 0
        ? plural('en', withdrawn, { one: '1 rejection withdrawn', other: `${withdrawn} rejections withdrawn` })
        : '',
    ]
      .filter(Boolean)
      .join(' · '),
  /** Title of the notification after quiet hours or a mute: number of changes found by saved searches. */
  found: (changes: number) => plural('en', changes, { one: '1 change found', other: `${changes} changes found` }),
  withheld: {
    'quiet-hours': 'During quiet hours.',
    muted: 'While notifications were muted.',
    'no-page': 'While no page was open.',
  },
  caughtUpTitle: 'Found while catching up',
  /** Text of the notification after catching up: all changes found, and the rejections among them. */
  caughtUp: (changes: number, rejected: number) =>
    `${plural('en', changes, { one: '1 change', other: `${changes} changes` })}${
      rejected > 0 ? ` · ${plural('en', rejected, { one: '1 rejection', other: `${rejected} rejections` })}` : ''
    }`,
  savedSearch: (name: string) => `Search “${name}”`,
  savedSearchUnnamed: 'A saved search',
  /** Text of the notification of a saved search: number of new matches. */
  savedSearchBody: (changes: number) =>
    changes >= 500
      ? '500 new changes or more'
      : plural('en', changes, { one: '1 new change', other: `${changes} new changes` }),
  problemOver: 'Receiving again',
  problemOverBody: 'The connection works again.',
  doubt: 'The plan may be incomplete',
  doubtOver: 'The plan is up to date again',
  doubtOverBody: 'The app is live again.',
  test: 'Notifications work',
  testBody: 'This is how a rejected assignment will reach you.',
  /** Banner while notifications are muted, and the item of the tray menu. */
  mutedUntil: (time: string) => `Muted until ${time}`,
  unmute: 'Unmute',
  testFailed: 'The test notification could not be shown',
  whyTitle: 'Why was I notified?',
  whyNotTitle: 'Why was I not notified?',
  why: {
    'at-once': 'Notified at once: rejection notifications are on.',
    urgent: 'Notified in quiet hours, because the shift starts soon.',
    together: 'Notified in one summary, because several came within seconds.',
    'caught-up': 'Notified in the summary of changes found while catching up.',
    'left-over': 'Notified at the next start, because the app ended before.',
    afterwards: 'Held back during quiet hours or while muted; you were notified afterwards.',
    'page-opened': 'Notified as soon as a page was opened.',
    withdrawn: 'Notified, because notifications of withdrawn rejections are on.',
    search: 'Notified, because this saved search notifies you of new changes.',
    trouble: 'Notified, because the app could not solve this by itself.',
    'trouble-over': 'Notified, because you were notified of the problem.',
    asked: 'Notified, because you asked for a test.',
    'quiet-hours': 'Not notified yet: quiet hours. A summary follows when they end.',
    muted: 'Not notified yet: notifications are muted. A summary follows when that ends.',
    'no-page': 'Not shown yet: it waits for a page to be opened.',
    off: 'Not notified: notifications of this kind are off in Settings.',
    'not-chosen': 'Not notified: neither the person nor the activity is chosen in Settings.',
    'in-view': 'Not notified: this shift was open on your screen.',
    over: 'Not notified: it was over before you could be notified.',
    'setting-up': 'Not notified: the first steps show what is missing.',
    'not-shown': 'Not shown: no page could show it.',
  },
  place: { browser: 'in the browser', system: 'on this computer', window: 'in the window of the app' },
  shown: (place: string, when: string) => `Shown ${place} at ${when}.`,
  shownInSummary: (place: string, when: string) => `Shown in the summary at ${when}, ${place}.`,
  recent: {
    title: 'Recent notifications and why',
    hint: 'Since the app was started. It also lists what you were not notified of.',
    none: 'Nothing yet.',
    failed: 'This could not be read.',
  },
};
