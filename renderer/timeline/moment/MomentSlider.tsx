import type { CSSProperties } from 'react';
import type { ChangeHistogram } from '../../../shared/timeline.ts';
import { useApi, useConnection, useMessages } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import { useRequest } from '../../store/use-request.ts';
import { IconButton } from '../../ui/Button.tsx';
import styles from './MomentBar.module.css';
import { sliceHeights, stepToSlice } from './moments.ts';

interface Props {
  atMs: number;
  onChange: (ms: number) => void;
}

/** Number of slices of the histogram. */
const SLICES = 160;

/** Slider over the whole history with a histogram of changes. */
export const MomentSlider = (props: Props) => {
  const api = useApi();
  const isUp = useConnection((s) => s.link === 'up');
  const read = () => api.call('timeline.moments', { buckets: SLICES });
  const { data: moments } = useRequest(isUp ? read : undefined, [api]);
  return moments && moments.untilMs > 0 ? <HistorySlider moments={moments} {...props} /> : null;
};

const HistorySlider = ({ moments, atMs, onChange }: Props & { moments: ChangeHistogram }) => {
  const { plan } = useMessages();
  const texts = useTexts();
  const { fromMs, untilMs, counts } = moments;
  const step = (direction: 1 | -1) => onChange(stepToSlice(moments, atMs, direction));
  return (
    <div className={styles.history}>
      <IconButton icon="previous" label={plan.asOf.earlier} disabled={atMs <= fromMs} onClick={() => step(-1)} />
      <div className={styles.track}>
        <div className={styles.marks} aria-hidden="true">
          {sliceHeights(moments).map(({ slice, height }) => (
            <span
              key={slice}
              style={
                { '--at': slice / counts.length, '--width': 1 / counts.length, '--height': height } as CSSProperties
              }
            />
          ))}
        </div>
        <input
          type="range"
          className={styles.slider}
          aria-label={plan.asOf.slider}
          aria-valuetext={texts.instant(atMs)}
          min={fromMs}
          max={Math.max(untilMs, fromMs + 1)}
          step={Math.max(1000, Math.round((untilMs - fromMs) / 1000))}
          value={Math.min(untilMs, Math.max(fromMs, atMs))}
          onChange={(event) => onChange(Number(event.currentTarget.value))}
        />
      </div>
      <IconButton icon="next" label={plan.asOf.later} disabled={atMs >= untilMs} onClick={() => step(1)} />
    </div>
  );
};
