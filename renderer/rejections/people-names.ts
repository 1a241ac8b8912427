import type { PersonId } from '../../shared/assignment.ts';
import { localeOf } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/index.ts';
import type { Texts } from '../store/texts.ts';

/** Maximum number of names in a toast. */
const MOST_NAMES = 3;

/** The people of some rejections, each once: `Jan Peeters, Tine Goossens and 3 others`. */
export const peopleNames = (
  list: readonly { personId: PersonId | null }[],
  texts: Texts,
  language: Language,
): string => {
  const ids = [...new Set(list.map(({ personId }) => personId))];
  const named = ids.length > MOST_NAMES + 1 ? ids.slice(0, MOST_NAMES) : ids;
  const others = ids.length - named.length;
  const parts = [...named.map(texts.uniquePersonName), ...(others > 0 ? [texts.messages.common.others(others)] : [])];
  return new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(parts);
};
