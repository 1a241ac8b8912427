import type { Gap } from '../../shared/connection.ts';
import type { Messages } from '../../shared/i18n/index.ts';
import { useLocale } from '../store/context.ts';
import type { Texts } from '../store/texts.ts';
import { useInstants } from '../store/use-instants.ts';
import { Icon } from '../ui/icons.tsx';
import { instantRange } from '../ui/instant-range.ts';
import styles from './ChangeRow.module.css';

/** Text about the changes found after a gap. */
export const gapText = ({ found }: Gap, history: Messages['history']): string => {
  if (found === null) return history.gapUnread;
  return found === 0 ? history.gapNothing : history.gapFound(found);
};

/** A gap as a row. */
export const GapRow = ({ gap, texts }: { gap: Gap; texts: Texts }) => {
  const locale = useLocale();
  const { timeOrDay } = useInstants();
  const { history } = texts.messages;
  return (
    <li className={styles.gap}>
      <Icon name="clock" />
      <strong>
        {gap.untilMs === null
          ? history.gapOpen(timeOrDay(gap.fromMs))
          : history.gap(instantRange(gap.fromMs, gap.untilMs, locale))}
      </strong>
      <span>{gapText(gap, history)}</span>
    </li>
  );
};
