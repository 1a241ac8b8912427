import { Fragment } from 'react';
import { useMessages } from '../store/context.ts';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './KeysDialog.module.css';
import { GO_KEYS } from './use-shortcuts.ts';

/** List of keyboard shortcuts. */
export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const messages = useMessages();
  const { keys } = messages.common;
  const everywhere = [
    ...Object.entries(GO_KEYS).map(([key, screen]) => ({
      keys: ['g', key],
      description: keys.go(messages[screen].title),
    })),
    { keys: ['/'], description: keys.search },
    { keys: ['?'], description: keys.help },
    { keys: ['Esc'], description: keys.close },
  ];
  const inPlan = [
    { keys: ['←', '→', '↑', '↓'], description: keys.arrows },
    { keys: ['Enter'], description: keys.open },
    { keys: ['PageUp', 'PageDown'], description: keys.page },
    { keys: ['Home'], description: keys.today },
    { keys: ['[', ']'], description: keys.period },
    { keys: ['+', '−'], description: keys.zoom },
  ];
  const inHistory = [
    { keys: ['↓'], description: keys.intoResults },
    { keys: ['↑', '↓', 'Home', 'End'], description: keys.rows },
    { keys: ['Enter', '→'], description: keys.openRow },
    { keys: ['←'], description: keys.closeRow },
    { keys: ['Esc'], description: keys.toSearch },
  ];
  return (
    <Dialog title={keys.title} onClose={onClose} isTextOnly>
      <KeyList title={keys.everywhere} entries={everywhere} />
      <KeyList title={keys.inPlan} entries={inPlan} />
      <KeyList title={keys.inHistory} entries={inHistory} />
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
