import { Fragment } from 'react';
import { useMessages } from '../store/context.ts';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './KeysDialog.module.css';
import { GO_KEYS } from './use-shortcuts.ts';

/** Every key that does something. */
export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const messages = useMessages();
  const { keys, close } = messages.common;
  const everywhere = [
    ...Object.entries(GO_KEYS).map(([key, screen]) => ({
      keys: ['g', key],
      does: keys.go(messages[screen].title),
    })),
    { keys: ['/'], does: keys.search },
    { keys: ['?'], does: keys.help },
    { keys: ['Esc'], does: keys.close },
  ];
  const inPlan = [
    { keys: ['←', '→', '↑', '↓'], does: keys.arrows },
    { keys: ['Enter'], does: keys.open },
    { keys: ['PageUp', 'PageDown'], does: keys.page },
    { keys: ['Home'], does: keys.today },
    { keys: ['[', ']'], does: keys.period },
    { keys: ['+', '−'], does: keys.zoom },
  ];
  const inHistory = [
    { keys: ['↓'], does: keys.intoResults },
    { keys: ['↑', '↓', 'Home', 'End'], does: keys.rows },
    { keys: ['Enter', '→'], does: keys.openRow },
    { keys: ['←'], does: keys.closeRow },
    { keys: ['Esc'], does: keys.toSearch },
  ];
  return (
    <Dialog title={keys.title} closeLabel={close} onClose={onClose} isText>
      <KeyList title={keys.everywhere} entries={everywhere} />
      <KeyList title={keys.inPlan} entries={inPlan} />
      <KeyList title={keys.inHistory} entries={inHistory} />
    </Dialog>
  );
};

const KeyList = ({ title, entries }: { title: string; entries: { keys: string[]; does: string }[] }) => (
  <section className={styles.section}>
    <h3>{title}</h3>
    <dl className={styles.list}>
      {entries.map((entry) => (
        <Fragment key={entry.does}>
          <dt>
            {entry.keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{entry.does}</dd>
        </Fragment>
      ))}
    </dl>
  </section>
);
