import { useMessages, usePlanView } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import shared from '../../styles/shared.module.css';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icons.tsx';
import styles from './MomentBar.module.css';
import { MomentInput } from './MomentInput.tsx';
import { MomentSlider } from './MomentSlider.tsx';

/** Bar for an as-of or compared plan: shows and changes the moment, and returns to the current plan. */
export const MomentBar = () => {
  const { plan } = useMessages();
  const { planVersion, setPlanVersion } = usePlanView((s) => s);
  const texts = useTexts();
  const { asOfMs, changedSinceMs } = planVersion;
  const atMs = asOfMs ?? changedSinceMs;
  if (atMs === undefined) return null;
  const isPast = asOfMs !== undefined;
  const words = isPast ? plan.asOf : plan.since;
  const choose = (ms: number) => setPlanVersion(isPast ? { asOfMs: ms } : { changedSinceMs: ms });
  return (
    <section
      className={classNames(shared.toolbar, styles.bar)}
      data-kind={isPast ? 'past' : 'since'}
      aria-label={words.title(texts.instant(atMs))}
    >
      <Icon name={isPast ? 'history' : 'filter'} size={18} />
      <div className={styles.words}>
        <strong role="status">{words.title(texts.instant(atMs))}</strong>
        <span>{words.hint}</span>
      </div>
      <MomentInput key={isPast ? 'past' : 'since'} atMs={atMs} onChange={choose} />
      <div className={styles.travel}>
        <MomentSlider atMs={atMs} onChange={choose} />
        <Button variant="primary" onClick={() => setPlanVersion({})}>
          {words.back}
        </Button>
      </div>
    </section>
  );
};
