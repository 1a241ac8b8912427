import { useMessages, usePlanView } from '../../store/context.ts';
import { ROW_ORDERS, ZOOM_STEPS } from '../../store/plan-view-store.ts';
import shared from '../../styles/shared.module.css';
import { IconButton } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { TextInput } from '../../ui/Field.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Select } from '../../ui/Select.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { yesterdayAt17 } from '../moment/moments.ts';
import { SinceSelect } from '../moment/SinceSelect.tsx';
import styles from './PlanToolbar.module.css';

interface Props {
  /** Number of people as text, for screen readers. */
  peopleText: string;
  onPrint: () => void;
}

/** Toolbar with filter, order and zoom. */
export const PlanToolbar = ({ peopleText, onPrint }: Props) => {
  const { plan } = useMessages();
  const { text, onlyRejected, order, density, zoom, planVersion } = usePlanView((s) => s);
  const { setText, setOnlyRejected, setOrder, setDensity, setPlanVersion, stepZoom } = usePlanView((s) => s);
  const isPast = planVersion.asOfMs !== undefined;

  return (
    <div className={classNames(shared.toolbar, styles.bar)} role="toolbar" aria-label={plan.title}>
      <div className={styles.filter}>
        <Icon name="filter" size={14} />
        <TextInput
          className={styles.text}
          placeholder={plan.filter}
          aria-label={plan.filterLabel}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setText('')}
        />
        {text && <IconButton icon="close" label={plan.clearFilter} onClick={() => setText('')} />}
      </div>
      <button
        type="button"
        className={styles.toggle}
        data-tone="bad"
        aria-pressed={onlyRejected}
        onClick={() => setOnlyRejected(!onlyRejected)}
      >
        <span aria-hidden="true">✕</span> {plan.onlyRejected}
      </button>
      <Select
        className={styles.order ?? ''}
        aria-label={plan.order}
        value={order}
        options={ROW_ORDERS.map((value) => ({ value, label: plan.orders[value] }))}
        onChange={setOrder}
      />
      <SinceSelect />
      <button
        type="button"
        className={styles.toggle}
        data-tone="warning"
        aria-pressed={isPast}
        onClick={() => setPlanVersion(isPast ? {} : { asOfMs: yesterdayAt17(Date.now()) })}
      >
        <Icon name="history" size={14} /> {plan.asOf.open}
      </button>
      <span role="status">
        <VisuallyHidden>{peopleText}</VisuallyHidden>
      </span>
      <div className={styles.tools}>
        <IconButton
          icon="rows"
          label={plan.compact}
          aria-pressed={density === 'compact'}
          onClick={() => setDensity(density === 'compact' ? 'comfortable' : 'compact')}
        />
        <IconButton icon="print" label={plan.print} onClick={onPrint} />
        <fieldset className={styles.zoom} aria-label={plan.zoom}>
          <IconButton icon="minus" label={`${plan.zoomOut} (−)`} disabled={zoom <= 1} onClick={() => stepZoom(-1)} />
          <span className={styles.percent}>{Math.round(zoom * 100)} %</span>
          <IconButton
            icon="plus"
            label={`${plan.zoomIn} (+)`}
            disabled={zoom >= (ZOOM_STEPS.at(-1) ?? 1)}
            onClick={() => stepZoom(1)}
          />
        </fieldset>
      </div>
    </div>
  );
};
