import type { ExportedFile } from '../../../shared/export.ts';
import { useMessages } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import shared from '../../styles/shared.module.css';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { HeldRows } from '../../ui/held/HeldRows.tsx';
import styles from './DataSettings.module.css';

/** Exported files with a delete button. */
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
    <HeldRows items={files} idOf={(file) => file.id} gender="m" className={classNames(shared.list, styles.list)}>
      {(file) => (
        <>
          <span className={styles.name} title={file.path}>
            {file.fileName}
          </span>
          <span className={shared.soft}>
            {texts.instant(file.madeAtMs)} · {texts.bytes(file.sizeBytes)}
          </span>
          <Button
            variant="quiet"
            icon="trash"
            data-action="delete"
            aria-label={data.deleteOne(file.fileName)}
            onClick={() => onDelete(file)}
          >
            {data.deleteFile}
          </Button>
        </>
      )}
    </HeldRows>
  );
};
