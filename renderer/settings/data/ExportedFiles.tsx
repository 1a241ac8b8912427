import { useState } from 'react';
import { ExportDialog } from '../../history/ExportDialog.tsx';
import { useMessages } from '../../store/context.ts';
import { Button } from '../../ui/Button.tsx';
import { FileList } from './FileList.tsx';
import { Part } from './Part.tsx';
import { useExportedFiles } from './use-exported-files.ts';

/** Exported files, and a button to export everything. */
export const ExportedFiles = () => {
  const { data } = useMessages();
  const { files, remove } = useExportedFiles();
  const [isExporting, setIsExporting] = useState(false);
  return (
    <Part title={data.exports} hint={data.exportsHint}>
      {files?.length === 0 && <p>{data.noExports}</p>}
      {files && files.length > 0 && <FileList files={files} onDelete={remove} />}
      <div>
        <Button icon="download" onClick={() => setIsExporting(true)}>
          {data.exportAll}
        </Button>
      </div>
      {isExporting && <ExportDialog onlyAll onClose={() => setIsExporting(false)} />}
    </Part>
  );
};
