import { useEffect } from 'react';
import type { ExportState } from '../../shared/export.ts';
import { useExports, useLocale, useMessages } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/icons.tsx';
import styles from './ExportDialog.module.css';

/** Progress of the export, on every screen. The window that started it downloads the file automatically. */
export const ExportStrip = () => {
  const { common } = useMessages();
  const current = useExports((s) => s.current);
  const cancel = useExports((s) => s.cancel);
  const dismiss = useExports((s) => s.dismiss);
  const showError = useErrorToast();
  const words = useMessages().history.export;
  const download = useDownload();
  if (!current) return null;
  return (
    <div className={styles.strip} data-strip data-state={current.state}>
      {current.state === 'done' && <Icon name="check" />}
      <span role="status">
        <ExportStatusText state={current} />
      </span>
      {current.state === 'running' && (
        <>
          <progress
            className={styles.progress}
            aria-label={words.progress}
            value={current.progress ?? undefined}
            max={1}
          />
          <Button onClick={() => void cancel().catch(showError)}>{words.cancel}</Button>
        </>
      )}
      {current.state !== 'running' && (
        <span className={styles.end}>
          {current.download && (
            <Button icon="download" onClick={download}>
              {words.download}
            </Button>
          )}
          <IconButton icon="close" label={common.close} onClick={dismiss} />
        </span>
      )}
    </div>
  );
};

const ExportStatusText = ({ state }: { state: ExportState }) => {
  const { history, problems } = useMessages();
  const number = new Intl.NumberFormat(useLocale());
  const words = history.export;
  const count = history.found(state.written, number.format(state.written));
  switch (state.state) {
    case 'running':
      return words.running(count);
    case 'done':
      return words.done(state.fileName, count);
    case 'cancelled':
      return words.cancelled;
    case 'failed':
      return `${words.failed} ${state.problem ? problems[state.problem.code].title : ''}`;
  }
};

/** Downloads the finished file. The URL is valid once, so only the window that started the export downloads it. */
const useDownload = (): (() => void) => {
  const address = useExports(({ current }) => current?.download ?? null);
  const isOwn = useExports(({ current, ownExportId }) => current?.id === ownExportId);
  const fetched = useExports((s) => s.markFetched);
  const download = () => {
    if (address === null) return;
    fetched();
    const link = document.createElement('a');
    link.href = address;
    link.download = '';
    link.click();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: run once per URL
  useEffect(() => {
    if (address !== null && isOwn) download();
  }, [address, isOwn]);
  return download;
};
