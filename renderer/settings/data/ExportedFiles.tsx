import { useState } from 'react';
import { ExportDialog } from '../../history/ExportDialog.tsx';
import { useMessages } from '../../store/context.ts';
import shared from '../../styles/shared.module.css';
import { Button } from '../../ui/Button.tsx';
import styles from './DataSettings.module.css';
import { FileList } from './FileList.tsx';
import { useExportedFiles } from './use-exported-files.ts';

/** Exported files, and a button to export everything. */
export const ExportedFiles = () => {
  const { data } = useMessages();
  const { files, remove } = useExportedFiles();
  const [isExporting, setIsExporting] = useState(false);
  return (
    <section className={styles.part} aria-label={data.exports}>
      <div>
        <h3>{data.exports}</h3>
        <p className={shared.soft}>{data.exportsHint}</p>
      </div>
      {files?.length === 0 && <p>{data.noExports}</p>}
      {files && files.length > 0 && <FileList files={files} onDelete={remove} />}
      <div>
        <Button icon="download" onClick={() => setIsExporting(true)}>
          {data.exportAll}
        </Button>
      </div>
      {isExporting && <ExportDialog onlyAll onClose={() => setIsExporting(false)} />}
    </section>
  );
};
