import { useMemo, useState } from 'react';
import type { PersonId } from '../../../shared/assignment.ts';
import { useMessages, useNames } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import styles from './DataSettings.module.css';
import { ForgetDialog } from './ForgetDialog.tsx';
import { ForgottenPeople } from './ForgottenPeople.tsx';
import { Part } from './Part.tsx';

/** Section to forget a person. */
export const ForgetPerson = () => {
  const { data } = useMessages();
  const texts = useTexts();
  const people = useNames((s) => s.people);
  const [personId, setPersonId] = useState<PersonId>();
  const [isMissing, setIsMissing] = useState(false);
  const [isDialogOpen, setIsDialogOpen] = useState(false);
  const [forgetCount, setForgetCount] = useState(0);
  const options = useMemo(
    () =>
      [...people.values()]
        .map(({ id, employeeNumber }) => ({
          value: String(id),
          label: texts.person(id) + (employeeNumber ? ` · ${employeeNumber}` : ''),
        }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [people, texts],
  );
  return (
    <Part title={data.forget} hint={data.forgetHint}>
      <div className={styles.row}>
        <div className={styles.grow}>
          <Field label={data.forgetChoose} error={isMissing ? data.forgetNoPerson : undefined}>
            {(control) => (
              <Select
                {...control}
                value={personId === undefined ? '' : String(personId)}
                options={[{ value: '', label: '–' }, ...options]}
                onChange={(value) => {
                  setPersonId(value ? Number(value) : undefined);
                  setIsMissing(false);
                }}
              />
            )}
          </Field>
        </div>
        <Button
          variant="danger"
          onClick={() => {
            if (personId === undefined) setIsMissing(true);
            else setIsDialogOpen(true);
          }}
        >
          {data.forgetStart}
        </Button>
      </div>
      <ForgottenPeople forgetCount={forgetCount} />
      {isDialogOpen && personId !== undefined && (
        <ForgetDialog
          personId={personId}
          onClose={() => {
            setIsDialogOpen(false);
            if (!people.has(personId)) setPersonId(undefined);
          }}
          onForgotten={() => setForgetCount(forgetCount + 1)}
        />
      )}
    </Part>
  );
};
