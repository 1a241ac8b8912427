import { useMemo, useState } from 'react';
import type { Gap } from '../../shared/connection.ts';
import { gapText } from '../history/GapRow.tsx';
import { useLocale, useMessages } from '../store/context.ts';
import { useInstants } from '../store/use-instants.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { HeldRows } from '../ui/held/HeldRows.tsx';
import { instantRange } from '../ui/instant-range.ts';
import { duration } from '../ui/relative-time.ts';
import { useNow } from '../ui/use-now.ts';
import styles from './ConnectionScreen.module.css';

const INITIAL_GAPS = 5;

/** List of gaps, newest first. */
export const GapList = ({ gaps }: { gaps: readonly Gap[] }) => {
  const { connection, history } = useMessages();
  const locale = useLocale();
  const now = useNow();
  const { timeOrDay } = useInstants();
  const [showsAll, setShowsAll] = useState(false);
  const shown = useMemo(() => (showsAll ? gaps : gaps.slice(0, INITIAL_GAPS)), [gaps, showsAll]);
  return (
    <Card title={connection.gaps}>
      {gaps.length === 0 && <p>{connection.noGaps}</p>}
      <HeldRows
        items={shown}
        idOf={(gap) => gap.fromMs}
        question={showsAll}
        gender="f"
        className={styles.gaps}
        below={
          gaps.length > shown.length && (
            <Button variant="quiet" icon="down" onClick={() => setShowsAll(true)}>
              {connection.moreGaps(gaps.length - shown.length)}
            </Button>
          )
        }
      >
        {(gap) => (
          <>
            <strong>
              {gap.untilMs === null
                ? history.gapOpen(timeOrDay(gap.fromMs))
                : instantRange(gap.fromMs, gap.untilMs, locale)}
            </strong>
            <span>{duration((gap.untilMs ?? now) - gap.fromMs, locale)}</span>
            <span className={shared.soft}>{gapText(gap, history)}</span>
          </>
        )}
      </HeldRows>
    </Card>
  );
};
