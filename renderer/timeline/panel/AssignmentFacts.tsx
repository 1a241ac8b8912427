import type { Assignment } from '../../../shared/assignment.ts';
import type { FieldName } from '../../../shared/change-event.ts';
import type { Texts } from '../../store/texts.ts';
import styles from './AssignmentPanel.module.css';

const FIELDS: readonly FieldName[] = ['from', 'until', 'startMinutes', 'endMinutes', 'breakMinutes'];

const referencesText = (references: Record<string, string> | undefined): string =>
  Object.entries(references ?? {})
    .map(([name, value]) => `${name.replace(/^@/, '')} ${value}`)
    .join(' · ');

/** All fields of an assignment; external references are shown next to the name. */
export const AssignmentFacts = ({ assignment: a, texts }: { assignment: Assignment; texts: Texts }) => {
  const { plan } = texts.messages;
  const number = texts.employeeNumber(a.personId);
  return (
    <dl className={styles.facts}>
      <dt>{texts.fieldName('personId')}</dt>
      <dd>
        {texts.person(a.personId)}
        {number && <Reference text={number} />}
        <Reference text={referencesText(a.personReferences)} />
      </dd>
      <dt>{texts.fieldName('activities')}</dt>
      <dd>
        {a.activities.length === 0 && '–'}
        {a.activities
          .toSorted((x, y) => x.level - y.level)
          .map(({ level, activityId, externalReferences }) => (
            <div key={level}>
              {texts.activity(activityId)}
              <Reference text={referencesText(externalReferences)} />
            </div>
          ))}
      </dd>
      {FIELDS.map((field) => (
        <Fact key={field} name={texts.fieldName(field)} value={texts.valueText(field, a[field])} />
      ))}
      <Fact name={texts.fieldName('comments')} value={texts.valueText('comments', a.comments)} />
      <Fact name={texts.fieldName('isRejected')} value={texts.valueText('isRejected', a.isRejected)} />
      <Fact name={plan.panel.seen} value={texts.instant(a.seenAtMs)} />
      <Fact name={plan.panel.id} value={String(a.id)} />
    </dl>
  );
};

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

const Reference = ({ text }: { text: string }) => (text ? <span className={styles.reference}>{text}</span> : null);
