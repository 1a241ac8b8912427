import type { ChangeEntry } from '../../shared/change-event.ts';
import { formatInstant } from '../../shared/i18n/format.ts';
import { dayOf } from '../../shared/time.ts';
import { useLanguage, useNavigation } from '../store/context.ts';
import type { Texts } from '../store/texts.ts';
import { Button } from '../ui/Button.tsx';
import styles from './ChangeRow.module.css';
import { Difference } from './Difference.tsx';
import { Marked } from './Marked.tsx';
import type { Wanted } from './marks.ts';

interface Props {
  entry: ChangeEntry;
  texts: Texts;
  wanted: Wanted;
}

/** All differences of one change, exactly when it was seen and how it came. */
export const ChangeDetails = ({ entry, texts, wanted }: Props) => {
  const language = useLanguage();
  const openAssignment = useNavigation((s) => s.openAssignment);
  const { common, history } = texts.messages;
  const seen = formatInstant(entry.seenAtMs, language, { dateStyle: 'full', timeStyle: 'medium' });
  const facts = [
    [history.facts.shift, entry.from ? texts.shift({ ...entry, breakMinutes: null }) : '–'],
    [history.facts.seen, seen],
    [history.facts.source, common.source[entry.source]],
    [history.facts.id, String(entry.assignmentId)],
    [history.facts.version, entry.changeVersion],
  ] as const;
  return (
    <div className={styles.details}>
      {entry.changes.length > 0 ? (
        <ul className={styles.differences}>
          {entry.changes.map((change) => (
            <li key={change.field}>
              <Difference change={change} texts={texts} wanted={wanted} />
            </li>
          ))}
        </ul>
      ) : (
        <p>{nothingToCompare(entry, history.nothingToCompare)}</p>
      )}
      {entry.outcome === 'stale' && <p>{history.stale}</p>}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Marked text={value} wanted={wanted} />
            </dd>
          </div>
        ))}
      </dl>
      <Button icon="plan" onClick={() => openAssignment(entry.assignmentId, entry.from ?? dayOf(entry.seenAtMs))}>
        {history.openInPlan}
      </Button>
    </div>
  );
};

const nothingToCompare = ({ kinds }: ChangeEntry, words: Texts['messages']['history']['nothingToCompare']): string => {
  if (kinds.includes('new')) return words.new;
  return kinds.includes('deleted') ? words.deleted : words.other;
};
