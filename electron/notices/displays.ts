import type { Place, PlannerNotification } from '../../shared/notice.ts';

/** Something that can show notices: a page, or the desktop app. */
export interface Display {
  /** Resolves to the place where it was actually shown; null: it was not shown. Never rejects. */
  show(notification: PlannerNotification): Promise<Place | null>;
}

/** Whether the planner sees the display. `hidden`: it is behind other windows; only the browser's notifications are seen. */
export type Visibility = 'visible' | 'hidden';

/** Where and when a notice was shown. */
export interface DisplayResult {
  where: Place;
  atMs: number;
}

export interface DisplaysOptions {
  /** A display became ready: withheld notices can be shown. */
  onReady: () => void;
  now: () => number;
}

/**
 * Everything that can show notices now. Each notice is shown by one display, and counts as shown only when that confirms it.
 */
export const createDisplays = ({ onReady, now }: DisplaysOptions) => {
  /** In the order in which they became ready. */
  const ready = new Map<Display, { visibility: Visibility }>();

  const best = (tried: ReadonlySet<Display>): Display | undefined => {
    const remaining = [...ready].filter(([display]) => !tried.has(display));
    return (remaining.findLast(([, { visibility }]) => visibility === 'visible') ?? remaining.at(-1))?.[0];
  };

  return {
    /** A display can show notices from now on; null: it no longer can. */
    set(display: Display, visibility: Visibility | null): void {
      ready.delete(display);
      if (visibility === null) return;
      ready.set(display, { visibility });
      onReady();
    },
    isReady: (): boolean => ready.size > 0,
    /** Shows nothing from now on. */
    close: (): void => ready.clear(),
    /**
     * Shows a notice once: on the display that was visible last or, if that fails, on another one. A display that failed is
     * used again only after it reported that it is ready.
     * @returns null: it was not shown.
     */
    async show(notification: PlannerNotification): Promise<DisplayResult | null> {
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
