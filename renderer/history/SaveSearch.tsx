import { useId, useState } from 'react';
import type { SavedSearch } from '../../shared/saved-search.ts';
import { useApi, useHistory, useMessages, useSearches, useToasts } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field, TextInput } from '../ui/Field.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { emptyQuery, isSame } from './query.ts';

/** Saves the current query. Disabled while the query is empty or already saved. */
export const SaveSearch = () => {
  const { saved } = useMessages().history;
  const query = useHistory((s) => s.query);
  const searches = useSearches();
  const [isOpen, setIsOpen] = useState(false);
  const isSaved = searches?.some(({ filters }) => isSame(filters, query));
  return (
    <>
      <Button icon="star" disabled={isSaved || isSame(query, emptyQuery)} onClick={() => setIsOpen(true)}>
        {saved.save}
      </Button>
      {isOpen && <SaveDialog onClose={() => setIsOpen(false)} />}
    </>
  );
};

const SaveDialog = ({ onClose }: { onClose: () => void }) => {
  const { saved } = useMessages().history;
  const api = useApi();
  const query = useHistory((s) => s.query);
  const shownId = useHistory((s) => s.savedId);
  const setSavedId = useHistory((s) => s.setSavedId);
  const shown = useSearches()?.find(({ id }) => id === shownId);
  const show = useToasts((s) => s.show);
  const showError = useErrorToast();
  const [name, setName] = useState('');
  const [notify, setNotify] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const formId = useId();

  const onSaved = (search: SavedSearch | null) => {
    if (!search) return;
    setSavedId(search.id);
    show({ text: saved.savedAs(search.name) });
    onClose();
  };
  const save = () => {
    if (!name.trim()) return setIsMissing(true);
    api.call('searches.save', { name, filters: query, notify }).then(onSaved, showError);
  };
  return (
    <Dialog
      title={saved.saveTitle}
      onClose={onClose}
      actions={
        <>
          {shown && (
            <Button
              onClick={() =>
                void api.call('searches.update', { id: shown.id, filters: query }).then(onSaved, showError)
              }
            >
              {saved.saveOver(shown.name)}
            </Button>
          )}
          <Button variant="primary" type="submit" form={formId}>
            {shown ? saved.saveNew : saved.saveButton}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={shared.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={saved.name} hint={saved.nameHint} error={isMissing ? saved.nameMissing : undefined}>
          {(control) => (
            <TextInput
              {...control}
              data-first
              maxLength={100}
              value={name}
              onChange={(event) => {
                setName(event.currentTarget.value);
                setIsMissing(false);
              }}
            />
          )}
        </Field>
        <Toggle label={saved.notify} hint={saved.notifyHint} checked={notify} onChange={setNotify} />
      </form>
    </Dialog>
  );
};
