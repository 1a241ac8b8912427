import { Fragment } from 'react';
import { useMessages } from '../store/context.ts';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './KeysDialog.module.css';
import { GO_KEYS } from './use-shortcuts.ts';

/** List of keyboard shortcuts. */
export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const messages = useMessages();
  const { keys: texts } = messages.common;
  const everywhere = [
    ...Object.entries(GO_KEYS).map(([key, screen]) => ({
      keys: ['g', key],
      description: texts.go(messages[screen].title),
    })),
    { keys: ['/'], description: texts.search },
    { keys: ['?'], description: texts.help },
    { keys: ['Esc'], description: texts.close },
  ];
  const inPlan = [
    { keys: ['←', '→', '↑', '↓'], description: texts.arrows },
    { keys: ['Enter'], description: texts.open },
    { keys: ['PageUp', 'PageDown'], description: texts.page },
    { keys: ['Home'], description: texts.today },
    { keys: ['[', ']'], description: texts.period },
    { keys: ['+', '−'], description: texts.zoom },
  ];
  const inHistory = [
    { keys: ['↓'], description: texts.intoResults },
    { keys: ['↑', '↓', 'Home', 'End'], description: texts.rows },
    { keys: ['Enter', '→'], description: texts.openRow },
    { keys: ['←'], description: texts.closeRow },
    { keys: ['Esc'], description: texts.toSearch },
  ];
  return (
    <Dialog title={texts.title} onClose={onClose} isTextOnly>
      <KeyList title={texts.everywhere} entries={everywhere} />
      <KeyList title={texts.inPlan} entries={inPlan} />
      <KeyList title={texts.inHistory} entries={inHistory} />
    </Dialog>
  );
};

const KeyList = ({ title, entries }: { title: string; entries: { keys: string[]; description: string }[] }) => (
  <section className={styles.section}>
    <h3>{title}</h3>
    <dl className={styles.list}>
      {entries.map((entry) => (
        <Fragment key={entry.description}>
          <dt>
            {entry.keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{entry.description}</dd>
        </Fragment>
      ))}
    </dl>
  </section>
);
