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
};
