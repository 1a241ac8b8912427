import type { Page } from '@playwright/test';

/** Text description of all visible bars, one line each, measured from the layout and rounded to a quarter of an hour. */
export const describeBars = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const columns = [...document.querySelectorAll('[role="columnheader"]')].slice(1);
    const days = columns.map((column) => column.getBoundingClientRect());
    const [firstDay, lastDay] = [days.at(0), days.at(-1)];
    const grid = document.querySelector('[role="grid"]');
    if (!grid || !firstDay || !lastDay) throw new Error('there is no plan');
    // Average over all days, because rounding errors of one day add up.
    const dayPx = (lastDay.right - firstDay.left) / days.length;
    const hours = (px: number) => Math.round((px / dayPx) * 96) / 4;
    const lanePx = Number.parseFloat(getComputedStyle(grid).getPropertyValue('--lane-height')) * rem();
    const marks = ['rejected', 'recent', 'changed', 'unchanged', 'long', 'cutStart', 'cutEnd', 'openEnded', 'removed'];

    function rem(): number {
      return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    }
    const describe = (bar: HTMLElement, row: DOMRect): string => {
      const { left, top, width, height } = bar.getBoundingClientRect();
      const lane = Math.round(((top - row.top) / lanePx) * 4) / 4;
      const attributes = [
        ...marks.filter((mark) => mark in bar.dataset),
        ...(bar.querySelector('svg') ? ['short'] : []),
        ...(bar.dataset.hue === undefined ? ['ghost'] : [`hue ${bar.dataset.hue}`]),
      ];
      const words = bar.textContent?.replaceAll('\n', ' / ');
      return `  ${hours(left - firstDay.left)} +${hours(width)} lane ${lane} high ${Math.round((height / lanePx) * 10) / 10} ${attributes.join(' ')} “${words}”`;
    };
    const lines = [...document.querySelectorAll<HTMLElement>('[role="rowgroup"] [role="row"]:has([role="rowheader"])')]
      .map((row) => ({ row, rect: row.getBoundingClientRect() }))
      .filter(({ rect }) => rect.top < innerHeight)
      .toSorted((a, b) => a.rect.top - b.rect.top)
      .flatMap(({ row, rect }) => [
        `${row.querySelector('[role="rowheader"]')?.textContent} high ${Math.round((rect.height / lanePx) * 10) / 10}`,
        ...[...row.querySelectorAll<HTMLElement>('[data-bar]')]
          .filter((bar) => bar.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          .map((bar) => describe(bar, rect)),
      ]);
    return `${lines.join('\n')}\n`;
  });
