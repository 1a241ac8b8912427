import { foundUpdate } from '../../shared/update.ts';
import { useMessages, useNavigation, useRejections, useSettings, useUpdates } from '../store/context.ts';
import { SCREENS } from '../store/navigation-store.ts';
import { Icon } from '../ui/icons.tsx';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import styles from './Navigation.module.css';

/** Side navigation. */
export const Navigation = ({ onKeys }: { onKeys: () => void }) => {
  const messages = useMessages();
  const { common } = messages;
  const current = useNavigation((s) => s.screen);
  const go = useNavigation((s) => s.go);
  const openCount = useRejections((s) => s.openCount) ?? 0;
  const hasUpdate = foundUpdate(useUpdates()) !== undefined;
  const isDemo = useSettings((s) => s.info?.demo) ?? false;

  return (
    <nav className={styles.nav} aria-label={common.frame.navigation}>
      <div className={styles.brand} title={common.appName}>
        <svg aria-hidden="true" viewBox="0 0 32 32" width="24" height="24">
          <rect width="32" height="32" rx="7" className={styles.brandBack} />
          <rect x="6" y="8" width="13" height="4.5" rx="2" className={styles.brandBar} />
          <rect x="11" y="14.2" width="15" height="4.5" rx="2" className={styles.brandBar} opacity=".7" />
          <rect x="7.5" y="20.4" width="10" height="4.5" rx="2" className={styles.brandBar} opacity=".45" />
        </svg>
        <span className={styles.label}>{common.appName}</span>
      </div>
      <ul className={styles.list}>
        {SCREENS.map((screen) => (
          <li key={screen}>
            <button
              type="button"
              className={styles.item}
              aria-current={screen === current ? 'page' : undefined}
              title={messages[screen].title}
              onClick={() => go(screen)}
            >
              <Icon name={screen} size={18} />
              <span className={styles.label}>{messages[screen].title}</span>
              {screen === 'rejections' && openCount > 0 && (
                <span className={styles.count}>
                  <span aria-hidden="true">{openCount > 999 ? '999+' : openCount}</span>
                  <VisuallyHidden>{common.frame.openCount(openCount)}</VisuallyHidden>
                </span>
              )}
              {screen === 'settings' && hasUpdate && (
                <span className={styles.news}>
                  <Icon name="download" size={12} />
                  <VisuallyHidden>{messages.updates.spoken}</VisuallyHidden>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        {isDemo && <span className={styles.demo}>{common.frame.demo}</span>}
        <button type="button" className={styles.item} title={common.keys.title} onClick={onKeys}>
          <kbd>?</kbd>
          <span className={styles.label}>{common.frame.keys}</span>
        </button>
      </div>
    </nav>
  );
};
