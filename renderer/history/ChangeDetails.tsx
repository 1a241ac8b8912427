import type { ChangeEntry } from '../../shared/change-event.ts';
import type { OutputOf } from '../../shared/contract.ts';
import { formatInstant } from '../../shared/i18n/format.ts';
import { dayOf } from '../../shared/time.ts';
import { useApi, useHistory, useLanguage, useStores } from '../store/context.ts';
import type { Texts } from '../store/texts.ts';
import { useRequest } from '../store/use-request.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Facts as FactList } from '../ui/Facts.tsx';
import { LoadingOrError } from '../ui/LoadingOrError.tsx';
import styles from './ChangeDetails.module.css';
import { FieldTable } from './FieldTable.tsx';
import { Highlighted } from './Highlighted.tsx';
import { RawJson } from './RawJson.tsx';
import type { SearchTerms } from './search-highlights.ts';

type Details = NonNullable<OutputOf<'history.details'>>;

interface Props {
  entry: ChangeEntry;
  texts: Texts;
  searchTerms: SearchTerms;
}

/** All details of one change: fields before and after, source, and the raw object. */
export const ChangeDetails = ({ entry, texts, searchTerms }: Props) => {
  const { history } = texts.messages;
  const { seq } = entry;
  const api = useApi();
  // null: no longer stored.
  const { data: details, failed, refetch } = useRequest(() => api.call('history.details', { seq }), [api, seq]);
  if (failed || details === undefined)
    return <LoadingOrError className={styles.details} errorText={history.failed} failed={failed} refetch={refetch} />;
  return (
    <div className={styles.details}>
      <Explanation entry={entry} texts={texts} />
      <div className={styles.columns}>
        <FieldTable
          fields={details?.fields ?? null}
          before={details?.before ?? null}
          texts={texts}
          searchTerms={searchTerms}
        />
        <Facts entry={entry} details={details} texts={texts} searchTerms={searchTerms} />
      </div>
      {details?.raw && <RawJson title={history.raw} value={details.raw} />}
      <Actions entry={entry} texts={texts} />
    </div>
  );
};

/** Explains entries without differences, and those that did not change the plan. */
const Explanation = ({ entry: { kinds, changes, outcome }, texts }: Pick<Props, 'entry' | 'texts'>) => {
  const { history } = texts.messages;
  const words = history.nothingToCompare;
  if (outcome === 'stale') return <p>{history.stale}</p>;
  if (outcome === 'duplicate') return <p>{history.outcomes.duplicate}</p>;
  if (kinds.includes('new')) return <p>{words.new}</p>;
  if (kinds.includes('deleted')) return <p>{words.deleted}</p>;
  return changes.length === 0 ? <p>{words.other}</p> : null;
};

const Facts = ({ entry, details, texts, searchTerms }: Props & { details: Details | null }) => {
  const language = useLanguage();
  const { common, history } = texts.messages;
  const exact = (ms: number) => formatInstant(ms, language, { dateStyle: 'full', timeStyle: 'medium' });
  const delivery = details?.delivery;
  const facts = [
    [history.facts.seen, exact(entry.seenAtMs)],
    [history.facts.source, common.source[entry.source]],
    [history.facts.trust, trustText(entry, details, texts)],
    [history.facts.received, delivery ? exact(delivery.receivedAtMs) : undefined],
    [history.facts.outcome, history.outcomes[entry.outcome]],
    [history.facts.id, <Highlighted key="id" text={String(entry.assignmentId)} searchTerms={searchTerms} />],
    [history.facts.version, entry.changeVersion],
  ] as const;
  return <FactList className={classNames(shared.stack, styles.facts)} facts={facts} />;
};

const trustText = ({ source }: ChangeEntry, details: Details | null, { messages: { history } }: Texts): string => {
  if (source === 'sync') return history.trust.sync;
  return details?.delivery ? history.trust[details.delivery.trust] : history.trust.gone;
};

const Actions = ({ entry, texts }: Pick<Props, 'entry' | 'texts'>) => {
  const { navigation, planView } = useStores();
  const show = useHistory((s) => s.show);
  const { history } = texts.messages;
  const { assignmentId, personId, from, seenAtMs, kinds } = entry;
  const open = (asOfMs?: number) => {
    planView.getState().setPlanVersion(asOfMs === undefined ? {} : { asOfMs });
    navigation.getState().openAssignment(assignmentId, from ?? dayOf(seenAtMs));
  };
  return (
    <div className={styles.actions}>
      <Button icon="plan" onClick={() => open()}>
        {history.openInPlan}
      </Button>
      {/* A deleted assignment is only visible before the deletion. */}
      <Button icon="history" onClick={() => open(kinds.includes('deleted') ? seenAtMs - 1 : seenAtMs)}>
        {history.openThen}
      </Button>
      {personId !== null && (
        <Button variant="quiet" icon="person" onClick={() => show({ personId })}>
          {history.onlyPerson}
        </Button>
      )}
      <Button variant="quiet" icon="filter" onClick={() => show({ text: String(assignmentId) })}>
        {history.onlyAssignment}
      </Button>
    </div>
  );
};
