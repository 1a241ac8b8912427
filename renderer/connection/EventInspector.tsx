import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { DeliverySummary } from '../../shared/delivery.ts';
import { useApi, useConnection, useMessages, useSettings } from '../store/context.ts';
import { useTexts } from '../store/texts.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { HeldRows } from '../ui/held/HeldRows.tsx';
import { Icon } from '../ui/icons.tsx';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { DeliveryDetails } from './DeliveryDetails.tsx';
import { type Deliveries, withNewest, withOlder } from './deliveries.ts';
import styles from './EventInspector.module.css';

const FILTERS = ['all', 'open'] as const;
export type MessageFilter = (typeof FILTERS)[number];

interface DeliveryPages extends Deliveries {
  filter: MessageFilter;
}

export interface EventInspectorProps {
  /** Which messages are shown; null: it is folded. */
  filter: MessageFilter | null;
  onFilter: (filter: MessageFilter | null) => void;
  section: RefObject<HTMLDetailsElement | null>;
}

/** Raw deliveries for support; loaded when opened. */
export const EventInspector = ({ filter, onFilter, section }: EventInspectorProps) => {
  const { inspector } = useMessages();
  const isOpen = filter !== null;
  return (
    <details
      ref={section}
      className={styles.section}
      open={isOpen}
      onToggle={({ currentTarget: { open } }) => open !== isOpen && onFilter(open ? 'all' : null)}
    >
      <summary>{inspector.title}</summary>
      {isOpen && <DeliveryList filter={filter} onFilter={onFilter} />}
    </details>
  );
};

const DeliveryList = ({ filter, onFilter }: { filter: MessageFilter; onFilter: (filter: MessageFilter) => void }) => {
  const { common, inspector } = useMessages();
  const days = useSettings((s) => s.view?.settings.retention.deliveryDays);
  const [openId, setOpenId] = useState<number>();
  const { pages, failed, read, readOlder } = useDeliveries(filter);
  /** Counts the planner's own refreshes: each shows the newest at once. */
  const [asked, setAsked] = useState(0);
  const refresh = () => void read().then(() => setAsked((n) => n + 1));
  return (
    <div className={styles.body}>
      <p className={shared.soft}>
        {inspector.hint} {days !== undefined && inspector.kept(days)}
      </p>
      <div className={styles.tools}>
        <Segmented
          label={inspector.show}
          value={filter}
          options={FILTERS.map((value) => ({ value, label: inspector.filters[value] }))}
          onChange={onFilter}
        />
        <Button icon="refresh" onClick={refresh}>
          {inspector.refresh}
        </Button>
      </div>
      {failed && (
        <p role="alert">
          {inspector.failed} <Button onClick={refresh}>{common.retry}</Button>
        </p>
      )}
      {!pages && !failed && <Spinner label={common.loading} />}
      {pages?.deliveries.length === 0 && <p>{filter === 'open' ? inspector.noneOpen : inspector.none}</p>}
      {pages && pages.deliveries.length > 0 && (
        <HeldRows
          items={pages.deliveries}
          idOf={({ id }) => id}
          // An open message stays in the list.
          isHeld={pages.deliveries.some(({ id }) => id === openId)}
          question={`${filter} ${asked}`}
          growsBelow={() => true}
          gender="m"
          label={inspector.title}
          className={shared.list}
          attributesOf={({ id }) => ({ 'data-delivery': id })}
          below={
            pages.nextBefore !== null && (
              <Button variant="quiet" icon="down" onClick={readOlder}>
                {inspector.older}
              </Button>
            )
          }
        >
          {(delivery) => (
            <Row
              delivery={delivery}
              isOpen={openId === delivery.id}
              onToggle={() => setOpenId(openId === delivery.id ? undefined : delivery.id)}
              onProcessed={() => void read()}
            />
          )}
        </HeldRows>
      )}
    </div>
  );
};

/** The newest deliveries, read again when one is received, and older ones on demand. */
const useDeliveries = (filter: MessageFilter) => {
  const api = useApi();
  const received = useConnection((s) => s.status?.today.deliveries);
  const [pages, setPages] = useState<DeliveryPages>();
  const [failed, setFailed] = useState(false);
  const ask = useCallback(
    (beforeId?: number) =>
      api.call('deliveries.list', {
        limit: 50,
        ...(filter === 'open' ? { outcomes: ['unrecognised', 'partly'] } : {}),
        ...(beforeId === undefined ? {} : { beforeId }),
      }),
    [api, filter],
  );
  const read = useCallback(() => {
    setFailed(false);
    return ask().then(
      (page) => setPages((now) => ({ filter, ...(now?.filter === filter ? withNewest(now, page) : page) })),
      () => setFailed(true),
    );
  }, [ask, filter]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `received` triggers the reload
  useEffect(() => void read(), [read, received]);
  const readOlder = () => {
    if (pages?.nextBefore == null) return;
    ask(pages.nextBefore).then(
      (page) => setPages((now) => now && { filter: now.filter, ...withOlder(now, page) }),
      () => setFailed(true),
    );
  };
  return { pages: pages?.filter === filter ? pages : undefined, failed, read, readOlder };
};

interface RowProps {
  delivery: DeliverySummary;
  isOpen: boolean;
  onToggle: () => void;
  onProcessed: () => void;
}

const Row = ({ delivery, isOpen, onToggle, onProcessed }: RowProps) => {
  const { inspector } = useMessages();
  const texts = useTexts();
  const { id, receivedAtMs, trust, outcome, bytes } = delivery;
  return (
    <>
      <button type="button" className={styles.row} aria-expanded={isOpen} onClick={onToggle}>
        <span className={styles.when}>{texts.exactInstant(receivedAtMs)}</span>
        <span className={styles.outcome} data-outcome={outcome}>
          {inspector.outcomes[outcome]}
        </span>
        <span className={styles.trust}>
          <Icon name={trust === 'signed' ? 'shield' : 'info'} size={14} /> {inspector.trust[trust]}
        </span>
        <span className={styles.size}>{texts.bytes(bytes)}</span>
        <Icon name="down" />
      </button>
      {isOpen && (
        <PartBoundary>
          <DeliveryDetails id={id} onProcessed={onProcessed} />
        </PartBoundary>
      )}
    </>
  );
};
