import type { Gap } from '../../shared/connection.ts';
import type { Messages } from '../../shared/i18n/index.ts';
import type { Texts } from '../store/texts.ts';
import { Icon } from '../ui/icons.tsx';
import styles from './ChangeRow.module.css';

/** What a gap means for the planner: what was found after it, or that this is not known yet. */
export const foundWords = ({ found }: Gap, history: Messages['history']): string => {
  if (found === null) return history.gapUnread;
  return found === 0 ? history.gapNothing : history.gapFound(found);
};

/** A time in which nothing could be received, as a row of its own. */
export const GapRow = ({ gap, texts, timeOrDay }: { gap: Gap; texts: Texts; timeOrDay: (ms: number) => string }) => {
  const { history } = texts.messages;
  return (
    <li className={styles.gap}>
      <Icon name="clock" />
      <strong>
        {gap.untilMs === null
          ? history.gapOpen(timeOrDay(gap.fromMs))
          : history.gap(timeOrDay(gap.fromMs), timeOrDay(gap.untilMs))}
      </strong>
      <span>{foundWords(gap, history)}</span>
    </li>
  );
};
