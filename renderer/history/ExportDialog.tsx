import { useState } from 'react';
import { type ExportFormat, exportFormat } from '../../shared/export.ts';
import { useExports, useHistory, useMessages } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { RadioCards } from '../ui/RadioCards.tsx';
import { emptyQuery, isSame } from './query.ts';
import { useResultCountText } from './ResultsBar.tsx';

const FORMATS = exportFormat.options;

/** Button that opens the export dialog. */
export const ExportButton = () => {
  const { history } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon="download" onClick={() => setIsOpen(true)}>
        {history.export.open}
      </Button>
      {isOpen && <ExportDialog onClose={() => setIsOpen(false)} />}
    </>
  );
};

/** Choice of content and format. `onlyAll`: without the option to export the current results. */
export const ExportDialog = ({ onlyAll = false, onClose }: { onlyAll?: boolean; onClose: () => void }) => {
  const { common, history } = useMessages();
  const words = history.export;
  const query = useHistory((s) => s.query);
  const found = useResultCountText();
  const [what, setWhat] = useState<'shown' | 'all'>(onlyAll || isSame(query, emptyQuery) ? 'all' : 'shown');
  const [format, setFormat] = useState<ExportFormat>('csv');
  const isRunning = useExports((s) => s.current?.state === 'running');
  const start = useExports((s) => s.start);
  const showError = useErrorToast();
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button
            variant="primary"
            icon="download"
            disabled={isRunning}
            onClick={() => {
              start({ format, ...(what === 'shown' ? { filters: query } : {}) }).catch(showError);
              onClose();
            }}
          >
            {words.start}
          </Button>
        </>
      }
    >
      <div className={shared.form}>
        {!onlyAll && (
          <RadioCards
            label={words.what}
            chosen={what}
            onChoose={setWhat}
            options={[
              { value: 'shown', label: found ? words.shownCount(found) : words.shown },
              { value: 'all', label: words.all },
            ]}
          />
        )}
        <RadioCards
          label={words.format}
          chosen={format}
          onChoose={setFormat}
          options={FORMATS.map((value) => ({ value, label: words.formats[value], hint: words.formatHints[value] }))}
        />
        <p className={shared.soft}>{isRunning ? words.busy : words.note}</p>
      </div>
    </Dialog>
  );
};
