import type { Rejection } from '../../shared/rejection.ts';
import type { Texts } from '../store/texts.ts';

const personLine = (r: Rejection, texts: Texts): string => {
  const number = texts.employeeNumber(r.personId);
  return number ? `${texts.person(r.personId)} (${number})` : texts.person(r.personId);
};

const shiftLine = (r: Rejection, texts: Texts): string => {
  if (!r.from) return '';
  const until =
    r.until === r.from ? '' : ` – ${r.until === null ? texts.messages.common.openEnded : texts.dayWithYear(r.until)}`;
  return `${texts.dayWithYear(r.from)}${until}, ${texts.timesText(r)}`;
};

/** Plain text of a rejection for a mail. It says "seen at", because the time of the rejection is unknown. */
export const mailText = (r: Rejection, texts: Texts): string => {
  const { common, plan } = texts.messages;
  const heading = r.state === 'withdrawn' ? common.kind.withdrawn : common.kind.rejected;
  return [
    `${heading}: ${personLine(r, texts)}`,
    shiftLine(r, texts),
    r.activityIds.map(texts.activity).join(' · '),
    r.comments?.trim() ? `${common.field.comments}: ${r.comments.trim()}` : '',
    common.seenRejectedAt(texts.instant(r.seenAtMs)),
    r.withdrawnAtMs === null ? '' : plan.panel.withdrawnAt(texts.instant(r.withdrawnAtMs)),
  ]
    .filter(Boolean)
    .join('\n');
};

/** Plain text of several rejections, separated by empty lines. */
export const mailTextOfAll = (rejections: readonly Rejection[], texts: Texts): string =>
  rejections.map((r) => mailText(r, texts)).join('\n\n');
