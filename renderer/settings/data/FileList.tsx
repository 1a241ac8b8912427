import type { ExportedFile } from '../../../shared/export.ts';
import { useMessages } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './DataSettings.module.css';

/** Exported files, each to be deleted. */
export const FileList = ({
  files,
  onDelete,
}: {
  files: readonly ExportedFile[];
  onDelete: (file: ExportedFile) => void;
}) => {
  const { data } = useMessages();
  const texts = useTexts();
  return (
    <ul className={styles.list}>
      {files.map((file) => (
        <li key={file.id}>
          <span className={styles.name} title={file.path}>
            {file.fileName}
          </span>
          <span className={styles.soft}>
            {texts.instant(file.madeAtMs)} · {texts.bytes(file.sizeBytes)}
          </span>
          <Button
            variant="quiet"
            icon="trash"
            aria-label={data.deleteOne(file.fileName)}
            onClick={() => onDelete(file)}
          >
            {data.deleteFile}
          </Button>
        </li>
      ))}
    </ul>
  );
};
