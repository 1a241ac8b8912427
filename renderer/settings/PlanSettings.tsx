import type { Settings } from '../../shared/settings.ts';
import { HOLIDAY_COUNTRIES } from '../../shared/working-days.ts';
import { useLocale, useMessages } from '../store/context.ts';
import { detectCountry } from '../store/holiday-country.ts';
import { ChoiceSetting } from './ChoiceSetting.tsx';
import { numberOptions } from './number-options.ts';

const DAYS = [0, 1, 2, 3, 5, 7, 10, 14, 15, 21] as const;
/** Time zones of Belgium, the Netherlands, France and Luxembourg first. */
const COMMON_ZONES = ['Europe/Brussels', 'Europe/Amsterdam', 'Europe/Paris', 'Europe/Luxembourg'];
const ZONES = [...COMMON_ZONES, ...Intl.supportedValuesOf('timeZone').filter((zone) => !COMMON_ZONES.includes(zone))];

/** Short notice, public holidays and time zone. */
export const PlanSettings = ({ plan }: { plan: Settings['plan'] }) => {
  const words = useMessages().plan.settings;
  const country = new Intl.DisplayNames(useLocale(), { type: 'region' });
  const likely = detectCountry(plan.timeZone);
  return (
    <>
      <ChoiceSetting
        name="plan.shortNoticeDays"
        hint={words.shortNoticeHint}
        value={String(plan.shortNoticeDays)}
        options={numberOptions(DAYS, plan.shortNoticeDays, words.days)}
        toChange={(n) => ({ plan: { shortNoticeDays: Number(n) } })}
      />
      <ChoiceSetting
        name="plan.holidays"
        hint={words.holidaysHint}
        value={plan.holidays}
        options={[
          { value: 'auto', label: words.holidaysAuto(likely ? country.of(likely) : undefined) },
          { value: 'none', label: words.holidaysNone },
          ...HOLIDAY_COUNTRIES.map((code) => ({ value: code, label: country.of(code) ?? code })),
        ]}
        toChange={(holidays) => ({ plan: { holidays } })}
      />
      <ChoiceSetting
        name="plan.timeZone"
        value={plan.timeZone ?? ''}
        options={[
          { value: '', label: words.computerZone },
          ...ZONES.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
        ]}
        toChange={(zone) => ({ plan: { timeZone: zone || null } })}
      />
    </>
  );
};
