import { useMessages, useStores } from '../store/context.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { diagnostics } from './diagnostics.ts';

/** Copies diagnostics for support. */
export const CopyDiagnostics = () => {
  const { connection } = useMessages();
  const stores = useStores();
  const copy = async () => {
    const { status } = stores.connection.getState();
    const { view, info } = stores.settings.getState();
    if (!status || !view || !info) return;
    const { settings } = view;
    const text = diagnostics({ status, settings, info, nowMs: Date.now(), userAgent: navigator.userAgent });
    const worked = await copyText(text);
    stores.toasts
      .getState()
      .show(worked ? { text: connection.diagnosticsCopied } : { text: connection.copyFailed, tone: 'bad' });
  };
  return (
    <>
      <Button icon="copy" onClick={() => void copy()}>
        {connection.copyDiagnostics}
      </Button>
      <span className={shared.soft}>{connection.diagnosticsHint}</span>
    </>
  );
};
