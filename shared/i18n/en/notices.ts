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
  found: (changes: number) => plural('en', changes, { one: '1 change found', other: `${changes} changes found` }),
  withheld: {
    'quiet-hours': 'While it was quiet.',
    muted: 'While notifications were muted.',
    'no-page': 'While no page was open.',
  },
  caughtUpTitle: 'Found while catching up',
  caughtUp: (changes: number, rejected: number) =>
    `${plural('en', changes, { one: '1 change', other: `${changes} changes` })}${
      rejected > 0 ? ` · ${plural('en', rejected, { one: '1 rejection', other: `${rejected} rejections` })}` : ''
    }`,
  savedSearch: (name: string) => `Search “${name}”`,
  savedSearchUnnamed: 'A saved search',
  savedSearchBody: (changes: number) =>
    changes >= 500
      ? '500 new changes or more'
      : plural('en', changes, { one: '1 new change', other: `${changes} new changes` }),
  problemOver: 'Receiving again',
  problemOverBody: 'The connection works again.',
  test: 'Notifications work',
  testBody: 'This is how a rejected assignment will reach you.',
  testFailed: 'The test notification could not be shown',
  whyTitle: 'Why was I told?',
  whyNotTitle: 'Why was I not told?',
  why: {
    'at-once': 'Told at once, because notifications of rejections are on.',
    urgent: 'Told in quiet hours, because the shift starts soon.',
    together: 'Told in one summary, because several came within seconds.',
    'caught-up': 'Told in the summary of what was found while catching up.',
    'left-over': 'Told at the next start, because the app ended before it could tell.',
    afterwards: 'Kept back while it was quiet, and told when that was over.',
    'page-opened': 'Told as soon as a page was opened.',
    withdrawn: 'Told, because notifications of withdrawn rejections are on.',
    search: 'Told, because this saved search tells of new changes.',
    trouble: 'Told, because the app cannot solve this by itself.',
    'trouble-over': 'Told, because you were told of the trouble.',
    asked: 'Told, because you asked for a test.',
    'quiet-hours': 'Not told yet: it is quiet now. A summary follows when the quiet hours end.',
    muted: 'Not told yet: notifications are muted. A summary follows when that ends.',
    'no-page': 'Not shown yet: it waits for a page to be opened.',
    off: 'Not told: notifications of this kind are off in Settings.',
    'not-chosen': 'Not told: it is of a person and an activity you did not choose in Settings.',
    'in-view': 'Not told: this shift was open in front of you.',
    over: 'Not told: it was over before it could be told.',
    'setting-up': 'Not told: the first steps say what is missing.',
    'not-shown': 'Not shown: no page could show it.',
  },
  place: { browser: 'in the browser', system: 'on this computer', window: 'in the window of the app' },
  shown: (place: string, when: string) => `Shown ${place} at ${when}.`,
  shownInSummary: (place: string, when: string) => `Shown in the summary at ${when}, ${place}.`,
  recent: {
    title: 'Told lately, and why',
    hint: 'Since the app was started. What was not told is here, too.',
    none: 'Nothing yet.',
    failed: 'This could not be read.',
  },
};
