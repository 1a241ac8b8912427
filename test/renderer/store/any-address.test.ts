import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNavigationStore } from '../../../renderer/store/navigation-store.ts';
import { PLAN_VIEWS, periodOf, stepPeriod } from '../../../renderer/store/period.ts';
import { readAddress, syncAddress, writeAddress } from '../../../renderer/store/plan-address.ts';
import { createPlanViewStore } from '../../../renderer/store/plan-view-store.ts';
import { createTexts } from '../../../renderer/store/texts.ts';
import { periodText } from '../../../renderer/timeline/header/PeriodControls.tsx';
import { LANGUAGES } from '../../../shared/i18n/index.ts';
import { formatClock, isDay, isoWeek, wallClock } from '../../../shared/time.ts';
import { SEED } from '../../seed.ts';

const names = { people: new Map(), activities: new Map() };
const day = fc.oneof(
  fc.string(),
  fc.constantFrom('0000-01-01', '0001-01-01', '0002-03-10', '1900-01-01', '2026-13-01', '2026-02-30', '2199-12-31'),
  fc.constantFrom('9999-12-31', '10000-01-01', '275760-09-13', '+275760-09-13', '-000001-12-31', '2026-03-10T00:00'),
  fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
);
const instant = fc.oneof(
  day.map((d) => `${d}T16:00:00.000Z`),
  fc.constantFrom('9999-12-31T23:59:59-12:00', '0001-01-01T00:00:00+14:00', '%E0%A4%A', 'NaN', 'Infinity'),
  fc.string(),
);
const view = fc.oneof(fc.constantFrom(...PLAN_VIEWS), fc.string());
const odd = fc
  .record({ view, day, 'as-of': instant, since: instant, id: fc.string() }, { requiredKeys: [] })
  .chain((parts) => {
    const text = Object.entries(parts).map(([name, value]) => `${name}=${value}`);
    return fc.shuffledSubarray(text).map((some) => `#plan?${some.join('&')}`);
  });
const anyAddress = fc.oneof(
  odd,
  fc.string().map((text) => `#${text}`),
  fc.string().map((text) => `#plan?${text}`),
  fc.string(),
);

const open = (hash: string) => {
  let now = hash;
  const stores = { navigation: createNavigationStore(() => '2026-03-10'), planView: createPlanViewStore() };
  syncAddress(stores, {
    hash: () => now,
    replace: (next) => {
      now = next;
    },
    onChanged: () => () => {},
  });
  return { ...stores, hash: () => now };
};

/** All texts about period and moment that the plan shows, in every language. */
const words = ({ navigation, planView }: ReturnType<typeof open>): string[] => {
  const { view: shown, day: at } = navigation.getState();
  const { asOfMs, changedSinceMs } = planView.getState().planVersion;
  const range = periodOf(shown, at);
  const instants = [asOfMs, changedSinceMs].flatMap((ms) => ms ?? []);
  return LANGUAGES.flatMap((language) => {
    const texts = createTexts(language, names);
    return [
      periodText(shown, range, language),
      ...[range.from, range.until].flatMap((one) => [texts.day(one), texts.dayWithYear(one), String(isoWeek(one))]),
      ...instants.flatMap((ms) => [
        texts.instant(ms),
        texts.day(wallClock(ms).day),
        formatClock(wallClock(ms).minutes),
      ]),
    ];
  });
};

describe('any address', () => {
  it('is read without an error or invalid text, and its normalised form opens the same view', () => {
    fc.assert(
      fc.property(anyAddress, (hash) => {
        const plan = open(hash);
        for (const text of words(plan)) expect(text).not.toMatch(/^$|Invalid|NaN/);
        for (const direction of [1, -1] as const) {
          const { view: shown, day: at } = plan.navigation.getState();
          expect(isDay(stepPeriod(shown, at, direction))).toBe(true);
        }
        if (hash === '') return;
        const again = open(plan.hash());
        expect(again.hash()).toBe(plan.hash());
        expect(again.navigation.getState().day).toBe(plan.navigation.getState().day);
        expect(again.planView.getState().planVersion).toEqual(plan.planView.getState().planVersion);
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('is read back unchanged when the plan wrote it', () => {
    const plain = { view: 'week', day: '2026-03-10' } as const;
    expect(readAddress(writeAddress(plain, {}))).toMatchObject(plain);
    expect(readAddress(writeAddress(plain, { asOfMs: 0 }))).toMatchObject({ 'as-of': 0 });
  });

  it.each(['0002-03-10', '0000-01-01', '9999-12-31', '275760-09-13', '2026-13-01', 'garbage', '%E0%A4%A'])(
    'with the day %s opens at today',
    (odd) => expect(open(`#plan?view=week&day=${odd}`).navigation.getState()).toMatchObject({ day: '2026-03-10' }),
  );
});
