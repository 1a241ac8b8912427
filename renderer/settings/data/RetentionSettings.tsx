import { useState } from 'react';
import type { Settings } from '../../../shared/settings.ts';
import { useMessages } from '../../store/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { ChoiceSetting } from '../ChoiceSetting.tsx';
import { numberOptions } from '../number-options.ts';
import { SavedIndicator } from '../SavedIndicator.tsx';
import settingStyles from '../Setting.module.css';
import screenStyles from '../SettingsScreen.module.css';
import { useSetting } from '../use-setting.ts';

const MONTHS = [1, 3, 6, 13, 18, 24, 36, 60, 120];
const DAYS = [7, 14, 30, 60, 90, 180, 365];

/** How long the history and the raw deliveries are kept. */
export const RetentionSettings = ({ retention }: Pick<Settings, 'retention'>) => {
  const { data } = useMessages();
  return (
    <div className={screenStyles.pairs}>
      <HistoryMonths months={retention.historyMonths} />
      <ChoiceSetting
        name="retention.deliveryDays"
        label={data.deliveryDays}
        value={String(retention.deliveryDays)}
        options={numberOptions(DAYS, retention.deliveryDays, data.days)}
        toChange={(days) => ({ retention: { deliveryDays: Number(days) } })}
      />
    </div>
  );
};

/** Shortening deletes data permanently, so it is confirmed first. */
const HistoryMonths = ({ months }: { months: number }) => {
  const { common, data } = useMessages();
  const { isSaved, error, locked, save } = useSetting('retention.historyMonths');
  const [pendingMonths, setPendingMonths] = useState<number>();
  const saveMonths = (n: number) => save({ retention: { historyMonths: n } });
  return (
    <div className={settingStyles.setting}>
      <Field label={data.historyMonths} hint={locked} error={error}>
        {(control) => (
          <Select
            {...control}
            name="retention.historyMonths"
            value={String(months)}
            disabled={locked !== undefined}
            options={numberOptions(MONTHS, months, data.months)}
            onChange={(value) =>
              Number(value) < months ? setPendingMonths(Number(value)) : void saveMonths(Number(value))
            }
          />
        )}
      </Field>
      <SavedIndicator isSaved={isSaved} />
      {pendingMonths !== undefined && (
        <Dialog
          title={data.shorten}
          onClose={() => setPendingMonths(undefined)}
          actions={
            <>
              <Button onClick={() => setPendingMonths(undefined)}>{common.cancel}</Button>
              <Button
                variant="danger"
                onClick={() => {
                  setPendingMonths(undefined);
                  void saveMonths(pendingMonths);
                }}
              >
                {data.shortenConfirm}
              </Button>
            </>
          }
        >
          <p>{data.shortenText(data.months(pendingMonths))}</p>
        </Dialog>
      )}
    </div>
  );
};
