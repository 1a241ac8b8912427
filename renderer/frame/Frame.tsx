import { type ReactNode, useRef, useState } from 'react';
import { ExportStrip } from '../history/ExportStrip.tsx';
import { useConnection, useMessages } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { usePointerOver } from '../ui/held/use-is-in-use.ts';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { AccessBanner } from './AccessBanner.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import styles from './Frame.module.css';
import { HeldHeight } from './HeldHeight.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { Navigation } from './Navigation.tsx';
import { Toasts } from './Toasts.tsx';
import { TopBar } from './TopBar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** Layout around every screen: navigation, connection state and banners. */
export const Frame = ({ children }: { children: ReactNode }) => {
  const messages = useMessages();
  const screens = useRef<HTMLDivElement>(null);
  const isPointedAt = usePointerOver(screens);
  const [showsKeys, setShowsKeys] = useState(false);
  useShortcuts({ onHelp: () => setShowsKeys(true) });
  const focusMain = () => {
    const mains = screens.current?.querySelectorAll('main') ?? [];
    [...mains].find((main) => main.checkVisibility())?.focus();
  };

  return (
    <div className={styles.frame}>
      <button type="button" className={styles.skip} onClick={focusMain}>
        {messages.common.frame.skip}
      </button>
      <Navigation onKeys={() => setShowsKeys(true)} />
      <div className={styles.right}>
        <HeldHeight isHeld={isPointedAt}>
          <StatusPart>
            <TopBar />
          </StatusPart>
          <StatusPart>
            <ConnectionBanner />
            <AccessBanner />
          </StatusPart>
        </HeldHeight>
        <div ref={screens} className={shared.fill}>
          {children}
        </div>
        <PartBoundary>
          <ExportStrip />
        </PartBoundary>
        <PartBoundary>
          <Toasts />
        </PartBoundary>
      </div>
      {showsKeys && <KeysDialog onClose={() => setShowsKeys(false)} />}
    </div>
  );
};

/** Boundary of a part that shows the connection: after a failure it is rendered again with the next state. */
const StatusPart = ({ children }: { children: ReactNode }) => {
  const status = useConnection((s) => s.status);
  return <PartBoundary subject={status}>{children}</PartBoundary>;
};
