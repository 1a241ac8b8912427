import type { Rejection } from '../../../shared/rejection.ts';
import { useRejectionActions } from '../../rejections/use-rejection-actions.ts';
import { useMessages, usePlanView } from '../../store/context.ts';
import { type Texts, useTexts } from '../../store/texts.ts';
import { useNoticeText } from '../../store/use-notice-text.ts';
import { Button } from '../../ui/Button.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { assignmentTitle } from '../rows/bar-text.ts';
import { AssignmentFacts } from './AssignmentFacts.tsx';
import styles from './AssignmentPanel.module.css';
import type { AssignmentDetails } from './use-assignment-details.ts';
import { VersionList } from './VersionList.tsx';

interface Props {
  id: number;
  details: AssignmentDetails | undefined;
  takesFocus: boolean;
  onClose: () => void;
}

/** Side panel of one assignment. */
export const AssignmentPanel = ({ id, details, takesFocus, onClose }: Props) => {
  const { common, plan } = useMessages();
  const texts = useTexts();
  const noticeText = useNoticeText();
  const isPast = usePlanView((s) => s.planVersion.asOfMs !== undefined);
  const assignment = details?.assignment;
  const rejection = details?.rejection;

  return (
    <SidePanel
      subject={id}
      takesFocus={takesFocus}
      title={assignment ? texts.person(assignment.personId) : `#${id}`}
      subtitle={assignment && `${assignmentTitle(assignment, texts)} · ${texts.daysText(assignment)}`}
      onClose={onClose}
      actions={rejection?.state === 'open' && <Acknowledge rejection={rejection} texts={texts} />}
    >
      {!details && <Spinner label={common.loading} />}
      {details && !assignment && <p>{plan.panel.gone}</p>}
      {assignment && (
        <div className={styles.content}>
          {isPast && <p className={styles.note}>{plan.panel.asItIsNow}</p>}
          {assignment.deleted && (
            <p className={styles.note}>{plan.panel.deletedAt(texts.instant(assignment.seenAtMs))}</p>
          )}
          {rejection && (
            // The core does not notify about the assignment shown here, so the rejection is announced here (role="status").
            <div className={styles.rejection} data-state={rejection.state} role="status">
              <strong>{common.seenRejectedAt(texts.instant(rejection.seenAtMs))}</strong>
              <span>{rejection.caughtUp ? common.source.sync : common.source.webhook}</span>
              {rejection.why && <span>{noticeText(rejection)}</span>}
              {rejection.acknowledgedAtMs !== null && (
                <span>{plan.panel.acknowledgedAt(texts.instant(rejection.acknowledgedAtMs))}</span>
              )}
              {rejection.withdrawnAtMs !== null && (
                <span>{plan.panel.withdrawnAt(texts.instant(rejection.withdrawnAtMs))}</span>
              )}
            </div>
          )}
          <AssignmentFacts assignment={assignment} texts={texts} />
          <VersionList history={details.history} texts={texts} />
        </div>
      )}
    </SidePanel>
  );
};

/** Acknowledges the rejection; can be undone from the toast. */
const Acknowledge = ({ rejection, texts }: { rejection: Rejection; texts: Texts }) => {
  const { plan } = texts.messages;
  const { acknowledge } = useRejectionActions(texts);
  return (
    <Button
      variant="primary"
      icon="check"
      onClick={({ currentTarget }) => {
        // The button disappears, so the focus moves to the title.
        currentTarget.closest('aside')?.querySelector('h2')?.focus();
        acknowledge([rejection]);
      }}
    >
      {plan.panel.acknowledge}
    </Button>
  );
};
