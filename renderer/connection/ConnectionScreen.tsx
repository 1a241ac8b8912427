import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useConnection, useMessages, useNavigation } from '../store/context.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Loading } from '../ui/Spinner.tsx';
import { ConnectionDetails } from './ConnectionDetails.tsx';
import { ConnectionFacts } from './ConnectionFacts.tsx';
import styles from './ConnectionScreen.module.css';
import { ConnectionSummary } from './ConnectionSummary.tsx';
import type { MessageFilter } from './EventInspector.tsx';
import { GapList } from './GapList.tsx';
import { PrivacyNote } from './PrivacyNote.tsx';
import { TodayCounters } from './TodayCounters.tsx';
import { UnappliedCard } from './UnappliedCard.tsx';

/** The Connection screen. */
export const ConnectionScreen = () => {
  const { connection } = useMessages();
  const status = useConnection((s) => s.status);
  const go = useNavigation((s) => s.go);
  const [isDetailsOpen, setDetailsOpen] = useState(false);
  const [messageFilter, setMessageFilter] = useState<MessageFilter | null>(null);
  const messageSection = useRef<HTMLDetailsElement>(null);
  const showNotUnderstood = () => {
    // Only what is unfolded can be scrolled to.
    flushSync(() => {
      setDetailsOpen(true);
      setMessageFilter('open');
    });
    messageSection.current?.scrollIntoView({ block: 'start' });
  };
  if (!status) return <Loading />;
  return (
    <div className={styles.page}>
      <ConnectionSummary status={status} />
      {status.namesProblem && (
        <Banner
          tone="warning"
          title={connection.namesMissing}
          action={<Button onClick={() => go('settings')}>{connection.openSettings}</Button>}
        >
          {status.namesProblem.code === 'missing-scope' ? connection.namesMissingText : connection.namesFailedText}
        </Banner>
      )}
      {status.referencesRefused && (
        <Banner
          tone="warning"
          title={connection.referencesRefused}
          action={<Button onClick={() => go('settings')}>{connection.openSettings}</Button>}
        >
          {connection.referencesRefusedText}
        </Banner>
      )}
      {status.state !== 'not-set-up' && (
        <>
          <ConnectionFacts status={status} />
          <UnappliedCard status={status} onShowMessages={showNotUnderstood} />
          <TodayCounters today={status.today} />
          <GapList gaps={status.gaps} />
        </>
      )}
      <Card
        title={connection.privacy.title}
        tools={
          <Button variant="quiet" onClick={() => go('settings')}>
            {connection.privacy.change}
          </Button>
        }
      >
        <PrivacyNote />
      </Card>
      <ConnectionDetails
        status={status}
        isOpen={isDetailsOpen}
        onOpen={setDetailsOpen}
        messages={{ filter: messageFilter, onFilter: setMessageFilter, section: messageSection }}
      />
    </div>
  );
};
