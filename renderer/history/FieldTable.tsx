import type { AssignmentFields } from '../../shared/assignment.ts';
import { FIELD_NAMES, type FieldName, fieldChanges } from '../../shared/change-event.ts';
import type { Texts } from '../store/texts.ts';
import shared from '../styles/shared.module.css';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import styles from './ChangeDetails.module.css';
import { Highlighted } from './Highlighted.tsx';
import { type SearchTerms, termsForField } from './search-highlights.ts';

interface Props {
  /** null: deleted, or not stored. */
  fields: AssignmentFields | null;
  /** null: there is no previous version. */
  before: AssignmentFields | null;
  texts: Texts;
  searchTerms: SearchTerms;
}

/** Fields of a version next to the previous one; differences are highlighted. */
export const FieldTable = ({ fields, before, texts, searchTerms }: Props) => {
  const { history } = texts.messages;
  if (!fields && !before) return <p>{history.noFields}</p>;
  const differing = new Set<FieldName>(fields && before ? fieldChanges(before, fields).map(({ field }) => field) : []);
  const cell = (version: AssignmentFields | null, field: FieldName) =>
    version && (
      <Highlighted
        text={texts.valueText(field, version[field])}
        searchTerms={termsForField(field, searchTerms)}
        isName={field === 'personId'}
      />
    );
  return (
    <table className={styles.fields}>
      <caption className={shared.hidden}>{history.fields}</caption>
      <thead>
        <tr>
          <th scope="col">{history.columns.field}</th>
          {before && <th scope="col">{history.columns.before}</th>}
          {fields && <th scope="col">{history.columns.after}</th>}
        </tr>
      </thead>
      <tbody>
        {FIELD_NAMES.map((field) => (
          <tr key={field} data-changed={differing.has(field) || undefined}>
            <th scope="row">
              {texts.fieldName(field)}
              {differing.has(field) && <VisuallyHidden> ({history.changedField})</VisuallyHidden>}
            </th>
            {before && <td className={styles.old}>{cell(before, field)}</td>}
            {fields && <td>{cell(fields, field)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
