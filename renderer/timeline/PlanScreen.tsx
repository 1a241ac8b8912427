import { useEffect, useRef, useState } from 'react';
import { useMessages, useNavigation, usePlanView, useSettings, useTimeline } from '../store/context.ts';
import { periodOf } from '../store/period.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PartBoundary, PartFailure } from '../ui/PartBoundary.tsx';
import { SidePanel } from '../ui/SidePanel.tsx';
import { usePeriodText } from './header/PeriodControls.tsx';
import { PlanToolbar } from './header/PlanToolbar.tsx';
import { MomentBar } from './moment/MomentBar.tsx';
import { PlanEmpty } from './PlanEmpty.tsx';
import styles from './PlanScreen.module.css';
import { PlanSkeleton } from './PlanSkeleton.tsx';
import { AssignmentPanel } from './panel/AssignmentPanel.tsx';
import { useAssignmentDetails } from './panel/use-assignment-details.ts';
import { PrintSheet } from './print/PrintSheet.tsx';
import { usePrint } from './print/use-print.ts';
import { usePeopleText } from './rows/use-people-text.ts';
import { useReveal } from './rows/use-reveal.ts';
import { useRowOrder } from './rows/use-row-order.ts';
import { Timeline } from './Timeline.tsx';

/** The Plan screen: toolbar, timeline and assignment panel. */
export const PlanScreen = () => {
  const { plan, common } = useMessages();
  const view = useNavigation((s) => s.view);
  const day = useNavigation((s) => s.day);
  const selectedId = useNavigation((s) => s.selectedId);
  const select = useNavigation((s) => s.select);
  const planVersion = usePlanView((s) => s.planVersion);
  const grouped = usePlanView((s) => s.order === 'activity');
  const timeZone = useSettings((s) => s.view?.settings.plan.timeZone);
  const clearFilters = usePlanView((s) => s.clearFilters);
  const loaded = useTimeline((s) => s.loaded);
  const period = usePeriodText(view, loaded?.range ?? periodOf(view, day));
  const loading = useTimeline((s) => s.loading);
  const failed = useTimeline((s) => s.failed);
  const load = useTimeline((s) => s.load);
  const pause = useTimeline((s) => s.pause);
  const reload = useTimeline((s) => s.reload);
  const grid = useRef<HTMLDivElement>(null);
  const [openedByPointer, setOpenedByPointer] = useState(false);
  const { order, groups } = useRowOrder();
  const peopleText = usePeopleText(order);
  const { week, print } = usePrint(order);
  const details = useAssignmentDetails(selectedId);
  const { reveal, markOpenedHere } = useReveal(details);

  useEffect(() => {
    void load(periodOf(view, day), planVersion, grouped);
    return pause;
  }, [load, pause, view, day, planVersion, grouped]);

  const open = (id: number, byKey: boolean) => {
    markOpenedHere(id);
    setOpenedByPointer(!byKey);
    select(id);
  };
  const close = () => {
    select(null);
    setOpenedByPointer(false);
    grid.current?.focus();
  };

  return (
    <div className={styles.screen}>
      <PlanToolbar peopleText={peopleText} onPrint={print} />
      <PartBoundary>
        <MomentBar />
      </PartBoundary>
      {failed && loaded && (
        <Banner
          tone="warning"
          title={plan.failed}
          action={<Button onClick={() => void reload()}>{common.retry}</Button>}
        >
          {plan.mayBeOld}
        </Banner>
      )}
      <div className={styles.content}>
        <div className={styles.plan}>
          {loaded ? (
            <Timeline
              key={timeZone}
              loaded={loaded}
              order={order}
              groups={groups}
              peopleText={peopleText}
              label={plan.grid(period)}
              isBusy={loading}
              gridRef={grid}
              onOpen={open}
              reveal={reveal}
            />
          ) : failed ? (
            <EmptyState
              icon="plan"
              title={plan.failed}
              action={<Button onClick={() => void reload()}>{common.retry}</Button>}
            />
          ) : (
            <PlanSkeleton />
          )}
          {loaded && !loading && order.length === 0 && (
            <PlanEmpty isFiltered={loaded.rowKeys.length > 0} onShowAll={clearFilters} />
          )}
        </div>
        {selectedId !== null && (
          <ErrorBoundary
            subject={details ?? selectedId}
            fallback={(again) => (
              <SidePanel subject={selectedId} title={`#${selectedId}`} onClose={close}>
                <PartFailure again={again} />
              </SidePanel>
            )}
          >
            <AssignmentPanel id={selectedId} details={details} takesFocus={!openedByPointer} onClose={close} />
          </ErrorBoundary>
        )}
      </div>
      <PartBoundary>{week && <PrintSheet week={week} />}</PartBoundary>
    </div>
  );
};
