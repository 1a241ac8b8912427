import type { Place, PlannerNotification } from '../../shared/notice.ts';

/** Something that can show notices: a page, or the desktop app. */
export interface Display {
  /** Resolves to where it was really shown; null: it was not. Never rejects. */
  show(notification: PlannerNotification): Promise<Place | null>;
}

/** Whether the planner sees it, or it is behind other windows and only the browser's notifications are seen. */
export type Sight = 'visible' | 'hidden';

/** Where and when a notice was shown. */
export interface Receipt {
  where: Place;
  atMs: number;
}

export interface DisplaysOptions {
  /** A display became ready: withheld notices can be shown. */
  onReady: () => void;
  now: () => number;
}

/** Everything that can show notices at this moment. Each notice is shown by one of them, and counts only with its receipt. */
export const createDisplays = ({ onReady, now }: DisplaysOptions) => {
  /** In the order in which they became ready. */
  const ready = new Map<Display, { sight: Sight }>();

  const best = (tried: ReadonlySet<Display>): Display | undefined => {
    const remaining = [...ready].filter(([display]) => !tried.has(display));
    return (remaining.findLast(([, { sight }]) => sight === 'visible') ?? remaining.at(-1))?.[0];
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
    /** Shows nothing from now on. */
    close: (): void => ready.clear(),
    /**
     * Shows a notice once: where the planner looked last or, if that fails, on another display. A display that failed is
     * used again only after it reported that it is ready.
     * @returns null: it was not shown.
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
