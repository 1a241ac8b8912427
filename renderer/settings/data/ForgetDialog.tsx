import { useId, useState } from 'react';
import type { PersonId } from '../../../shared/assignment.ts';
import { fold } from '../../../shared/fold.ts';
import type { ForgetResult } from '../../../shared/maintenance.ts';
import { useApi, useMessages } from '../../store/context.ts';
import { type Texts, useTexts } from '../../store/texts.ts';
import { useErrorToast } from '../../store/use-error-toast.ts';
import { useRequest } from '../../store/use-request.ts';
import { useTask } from '../../store/use-task.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextInput } from '../../ui/Field.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import styles from './DataSettings.module.css';
import { FileList } from './FileList.tsx';
import { useExportedFiles } from './use-exported-files.ts';

interface Props {
  personId: PersonId;
  onClose: () => void;
  onForgotten: () => void;
}

/** Shows what will be deleted, asks to type the name, then lists remaining files. */
export const ForgetDialog = ({ personId, onClose, onForgotten }: Props) => {
  const { common, data } = useMessages();
  const texts = useTexts();
  // Keep the name: it is deleted together with the person.
  const [name] = useState(() => texts.person(personId));
  const { preview, done, isForgetting, forget } = useForgetting(personId, onForgotten);
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const formId = useId();
  return (
    <Dialog
      title={done ? data.forgotten(name) : data.forgetTitle(name)}
      onClose={onClose}
      actions={
        done ? (
          <Button variant="primary" onClick={onClose}>
            {common.close}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button variant="danger" type="submit" form={formId} busy={isForgetting} disabled={!preview}>
              {isForgetting ? data.forgetting : data.forgetNow}
            </Button>
          </>
        )
      }
    >
      <div className={styles.dialog}>
        {done ? (
          <p role="status">{data.forgottenText(...countTexts(done, texts))}</p>
        ) : (
          <>
            <p className={styles.warning}>{data.forgetCannot}</p>
            {preview ? <DeletionPreview preview={preview} texts={texts} /> : <Spinner label={data.counting} />}
          </>
        )}
        <RemainingFiles backups={done?.backups.length ?? 0} />
        {!done && (
          <form
            id={formId}
            className={styles.dialog}
            onSubmit={(event) => {
              event.preventDefault();
              if (fold(typed.trim()) === fold(name)) void forget();
              else setIsWrong(true);
            }}
          >
            <p>{data.forgetBack}</p>
            <Field label={data.forgetConfirm(name)} error={isWrong ? data.forgetMismatch : undefined}>
              {(control) => (
                <TextInput
                  {...control}
                  data-first
                  value={typed}
                  onChange={(event) => {
                    setTyped(event.currentTarget.value);
                    setIsWrong(false);
                  }}
                />
              )}
            </Field>
          </form>
        )}
      </div>
    </Dialog>
  );
};

const useForgetting = (personId: PersonId, onForgotten: () => void) => {
  const api = useApi();
  const { data: preview } = useRequest(() => api.call('person.traces', { personId }), [api, personId], useErrorToast());
  const [done, setDone] = useState<ForgetResult>();
  const { isBusy, run } = useTask();
  const forget = () =>
    run(async () => {
      setDone(await api.call('person.forget', { personId }));
      onForgotten();
    });
  return { preview, done, isForgetting: isBusy, forget };
};

const countTexts = (
  { changes, assignments, deliveries }: ForgetResult,
  { number, messages: { data } }: Texts,
): [changes: string, assignments: string, deliveries: string] => [
  data.forgetChanges(number(changes), changes),
  data.forgetAssignments(number(assignments), assignments),
  data.forgetDeliveries(number(deliveries), deliveries),
];

const DeletionPreview = ({ preview, texts }: { preview: ForgetResult; texts: Texts }) => {
  const { data } = texts.messages;
  return (
    <div>
      <p>{data.forgetList}</p>
      <ul className={styles.bullets}>
        {[...countTexts(preview, texts), data.forgetName, data.forgetSearches, data.forgetCopies].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </div>
  );
};

/** Files the app cannot clean: exports, and backups that cannot be written. */
const RemainingFiles = ({ backups }: { backups: number }) => {
  const { data } = useMessages();
  const { files, remove } = useExportedFiles();
  if (backups === 0 && !files?.length) return null;
  return (
    <div>
      <p>{data.forgetLeft}</p>
      {files && files.length > 0 && <FileList files={files} onDelete={remove} />}
      {backups > 0 && (
        <ul className={styles.bullets}>
          <li>{data.forgetBackups(backups)}</li>
        </ul>
      )}
    </div>
  );
};
