import type { Place, PlannerNotification } from '../../shared/notice.ts';

/** Something that can show notices: a page, or the desktop app. */
export interface Display {
  /** Resolves to where it was really shown; null: it was not. Never rejects. */
  show(notification: PlannerNotification): Promise<Place | null>;
}

/** Whether the planner has it in sight, or it lies behind other windows and only the browser's notifications are seen. */
export type Sight = 'visible' | 'hidden';

/** A receipt. */
export interface Receipt {
  where: Place;
  atMs: number;
}

export interface DisplaysOptions {
  /** One can show notices: what waited for that can be shown. */
  onReady: () => void;
  now: () => number;
}

/** Everything that can show notices at this moment. Each notice is shown by one of them, and counts only with its receipt. */
export const createDisplays = ({ onReady, now }: DisplaysOptions) => {
  /** In the order in which they said so. */
  const ready = new Map<Display, { sight: Sight }>();

  const best = (tried: ReadonlySet<Display>): Display | undefined => {
    const left = [...ready].filter(([display]) => !tried.has(display));
    return (left.findLast(([, { sight }]) => sight === 'visible') ?? left.at(-1))?.[0];
  };

  return {
    /** It can show notices from now on; null: it no longer can. */
    set(display: Display, sight: Sight | null): void {
      ready.delete(display);
      if (sight === null) return;
      ready.set(display, { sight });
      onReady();
    },
    isReady: (): boolean => ready.size > 0,
    /** Nothing is shown any more. */
    close: (): void => ready.clear(),
    /**
     * Shows a notice once: where the planner looked last, or, if that fails, where it can be shown. One that fails is not
     * asked again before it says that it can.
     * @returns null: nothing showed it.
     */
    async show(notification: PlannerNotification): Promise<Receipt | null> {
      const tried = new Set<Display>();
      for (let display = best(tried); display; display = best(tried)) {
        tried.add(display);
        const before = ready.get(display);
        const where = await display.show(notification);
        if (where) return { where, atMs: now() };
        if (ready.get(display) === before) ready.delete(display);
      }
      return null;
    },
  };
};

export type Displays = ReturnType<typeof createDisplays>;
