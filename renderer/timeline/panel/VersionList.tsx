import type { ChangeEntry } from '../../../shared/change-event.ts';
import type { Texts } from '../../store/texts.ts';
import shared from '../../styles/shared.module.css';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import styles from './AssignmentPanel.module.css';

/** Versions of an assignment with their changes, newest first. */
export const VersionList = ({ history, texts }: { history: readonly ChangeEntry[]; texts: Texts }) => {
  const { plan } = texts.messages;
  const shown = history.filter((entry) => entry.outcome === 'applied');
  const oldest = shown.at(-1);
  return (
    <section className={styles.section}>
      <h3>{plan.panel.versions}</h3>
      {shown.length <= 1 && <p className={shared.soft}>{plan.panel.onlyVersion}</p>}
      <ol className={styles.versions}>
        {shown.map((entry) => (
          <Version key={entry.seq} entry={entry} isFirst={entry === oldest} texts={texts} />
        ))}
      </ol>
    </section>
  );
};

const Version = ({ entry, isFirst, texts }: { entry: ChangeEntry; isFirst: boolean; texts: Texts }) => {
  const { common, plan } = texts.messages;
  const isInitial = isFirst && entry.source === 'sync';
  // The first version has no previous one to compare with.
  const changes = isFirst ? [] : entry.changes;
  return (
    <li className={styles.version} data-rejected={entry.kinds.includes('rejected') || undefined}>
      <div className={styles.kinds}>
        {isFirst ? plan.panel.firstSeen : entry.kinds.map((kind) => common.kind[kind]).join(' · ')}
      </div>
      {changes.length > 0 && (
        <ul className={styles.changes}>
          {changes.map(texts.changeTexts).map(({ field, before, after }) => (
            <li key={field}>
              <span className={styles.field}>{field} </span>
              {before !== '–' && <span className={styles.before}>{before}</span>}
              <span aria-hidden="true"> → </span>
              <VisuallyHidden>{plan.panel.becomes}</VisuallyHidden>
              <span className={styles.after}>{after}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={shared.soft}>
        {texts.instant(entry.seenAtMs)} · {common.source[isInitial ? 'initial' : entry.source]}
      </div>
    </li>
  );
};
