import type { DeliveryDetails as Details } from '../../shared/delivery.ts';
import { RawJson } from '../history/RawJson.tsx';
import { useApi, useMessages, useToasts } from '../store/context.ts';
import { useRequest } from '../store/use-request.ts';
import { useTask } from '../store/use-task.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Facts } from '../ui/Facts.tsx';
import { LoadingOrError } from '../ui/LoadingOrError.tsx';
import styles from './EventInspector.module.css';

/** Details of one delivery, with a button to process it again. */
export const DeliveryDetails = ({ id, onProcessed }: { id: number; onProcessed: () => void }) => {
  const { inspector } = useMessages();
  const api = useApi();
  const { data: details, failed, refetch } = useRequest(() => api.call('deliveries.get', { id }), [api, id]);
  if (failed || details === undefined)
    return <LoadingOrError className={styles.details} errorText={inspector.failed} failed={failed} refetch={refetch} />;
  // Pruned.
  if (details === null) return <p className={styles.details}>{inspector.gone}</p>;
  return (
    <div className={styles.details}>
      <Headers headers={details.headers} />
      <Events details={details} />
      <RawJson title={inspector.body} value={formatBody(details)} />
      {details.isCut && <p className={shared.soft}>{inspector.cut}</p>}
      <ProcessAgain
        details={details}
        onProcessed={() => {
          refetch();
          onProcessed();
        }}
      />
    </div>
  );
};

/** Pretty-prints JSON; other bodies unchanged. */
const formatBody = ({ body, isCut }: Details): string => {
  if (isCut) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};

const Headers = ({ headers }: Pick<Details, 'headers'>) => {
  const { inspector } = useMessages();
  const all = Object.entries(headers);
  return (
    <section>
      <h4>{inspector.headers}</h4>
      {all.length === 0 && <p className={shared.soft}>{inspector.noHeaders}</p>}
      <Facts className={styles.headers} facts={all.map(([name, value]) => [name, <code key={name}>{value}</code>])} />
    </section>
  );
};

const Events = ({ details: { events, unreadable } }: { details: Details }) => {
  const { inspector } = useMessages();
  return (
    <>
      <section>
        <h4>{inspector.events}</h4>
        {events.length === 0 && <p className={shared.soft}>{inspector.noEvents}</p>}
        <ul>
          {events.map(({ kind, assignmentId, changeVersion }) => (
            <li key={`${assignmentId}-${changeVersion}`}>
              {inspector[kind === 'delete' ? 'delete' : 'upsert'](String(assignmentId))}{' '}
              <span className={shared.soft}>{inspector.version(changeVersion)}</span>
            </li>
          ))}
        </ul>
      </section>
      {unreadable.length > 0 && (
        <section>
          <h4>{inspector.unreadable}</h4>
          <ul>
            {unreadable.map(({ index, reason }) => (
              <li key={index}>
                {inspector.part(index + 1)} <code>{reason}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};

const ProcessAgain = ({ details, onProcessed }: { details: Details; onProcessed: () => void }) => {
  const { inspector } = useMessages();
  const api = useApi();
  const { isBusy, run } = useTask();
  // A toast, because the delivery leaves the filtered list.
  const show = useToasts((s) => s.show);
  const isOpen = details.outcome === 'unrecognised' || details.outcome === 'partly';
  if (!isOpen) return null;
  const process = async () => {
    const result = await api.call('deliveries.processAgain', { id: details.id });
    if (!result) show({ text: inspector.gone });
    else if (result.outcome === 'unrecognised') show({ text: inspector.stillOpen });
    else show({ text: result.outcome === 'waiting' ? inspector.isWaiting : inspector.understood(result.applied) });
    onProcessed();
  };
  return (
    <div className={styles.again}>
      <Button icon="refresh" busy={isBusy} onClick={() => void run(process)}>
        {inspector.again}
      </Button>
      <span className={shared.soft}>{inspector.againHint}</span>
    </div>
  );
};
