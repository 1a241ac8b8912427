import { type ReactNode, useRef, useState } from 'react';
import { ExportStrip } from '../history/ExportStrip.tsx';
import { useMessages, useNavigation } from '../store/context.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import styles from './Frame.module.css';
import { KeysDialog } from './KeysDialog.tsx';
import { Navigation } from './Navigation.tsx';
import { Toasts } from './Toasts.tsx';
import { TopBar } from './TopBar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** What surrounds every screen: where one can go, how the connection is, and what needs the planner. */
export const Frame = ({ children }: { children: ReactNode }) => {
  const messages = useMessages();
  const screen = useNavigation((s) => s.screen);
  const main = useRef<HTMLElement>(null);
  const [showsKeys, setShowsKeys] = useState(false);
  useShortcuts({ onHelp: () => setShowsKeys(true) });

  return (
    <div className={styles.frame}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {messages.common.frame.skip}
      </button>
      <Navigation onKeys={() => setShowsKeys(true)} />
      <div className={styles.right}>
        <TopBar />
        <ConnectionBanner />
        <main ref={main} className={styles.main} tabIndex={-1} aria-label={messages[screen].title}>
          {children}
        </main>
        <ExportStrip />
      </div>
      <Toasts />
      {showsKeys && <KeysDialog onClose={() => setShowsKeys(false)} />}
    </div>
  );
};
