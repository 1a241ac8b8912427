import { useState } from 'react';
import { useMessages } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy-text.ts';
import styles from './ChangeDetails.module.css';

/** The raw content, collapsed. */
export const RawJson = ({ title, value }: { title: string; value: unknown }) => {
  const { connection, history } = useMessages();
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const [status, setStatus] = useState('');
  const copy = async () => setStatus((await copyText(text)) ? history.rawCopied : connection.copyFailed);
  return (
    <details className={styles.raw}>
      <summary>{title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <div className={styles.copy}>
        <Button variant="quiet" icon="copy" onClick={() => void copy()}>
          {history.copyRaw}
        </Button>
        <span role="status">{status}</span>
      </div>
    </details>
  );
};
