import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

type AxeWindow = Window & { axe?: typeof axe };

/**
 * What axe finds wrong on the page, one line each element: `rule: <its html`. It runs inside the page and brings back what
 * is wrong only: telling of every element that is right as well takes several times as long.
 * @param rules only these, e.g. `color-contrast`; left out: all of them
 */
export const axeViolations = async (page: Page, rules?: readonly string[]): Promise<string[]> => {
  if (await page.evaluate(() => (window as AxeWindow).axe === undefined)) await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: [...rules] } } : {}),
  };
  return page.evaluate(async (given) => {
    const { violations } = await (window as unknown as Required<AxeWindow>).axe.run(document, given);
    // A bar without room for `08:00–17:00` says `8–17`, and its name the whole of it: not the same words, but the same.
    const isShortened = (target: unknown) => {
      const element = document.querySelector(String(target));
      const words = element?.matches('[data-bar]') ? (element.textContent ?? '') : '';
      return /(^|\n)(?!\d\d:\d\d–\d\d:\d\d)\d\d?(:\d\d)?–\d\d?(:\d\d)?( \(\+\d\))?$/.test(words);
    };
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target }) => id !== 'label-content-name-mismatch' || !isShortened(target[0]))
        .map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    );
  }, options);
};
