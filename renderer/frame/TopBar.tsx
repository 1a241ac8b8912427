import { useMessages, useNavigation } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { PeriodControls } from '../timeline/header/PeriodControls.tsx';
import { IconButton } from '../ui/Button.tsx';
import { ConnectionPill } from './ConnectionPill.tsx';
import { openSearch } from './search-focus.ts';
import styles from './TopBar.module.css';

/** Title, period of the plan, search button and connection state. */
export const TopBar = () => {
  const messages = useMessages();
  const screen = useNavigation((s) => s.screen);
  const go = useNavigation((s) => s.go);
  return (
    <header className={styles.bar}>
      {/* Hidden on the plan to save space. */}
      <h1 className={screen === 'plan' ? shared.hidden : styles.title}>{messages[screen].title}</h1>
      <div className={styles.middle}>{screen === 'plan' && <PeriodControls />}</div>
      <IconButton icon="search" label={`${messages.common.frame.search} (/)`} onClick={() => openSearch(go)} />
      <ConnectionPill />
    </header>
  );
};
