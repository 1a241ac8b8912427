import { useMessages } from '../store/context.ts';
import { Icon } from '../ui/icons.tsx';
import styles from './Setting.module.css';

/** Confirms next to a setting that it was saved; announced politely. */
export const SavedIndicator = ({ isSaved }: { isSaved: boolean }) => {
  const { settings } = useMessages();
  return (
    <span className={styles.saved} role="status">
      {isSaved && (
        <>
          <Icon name="check" size={14} /> {settings.saved}
        </>
      )}
    </span>
  );
};
