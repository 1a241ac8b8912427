import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

type AxeWindow = Window & { axe?: typeof axe };

/**
 * axe violations on the page, one line per element. Only violations are returned, because full results take several times as
 * long.
 * @param rules the rules to check, e.g. `color-contrast`; all by default.
 */
export const axeViolations = async (page: Page, rules?: readonly string[]): Promise<string[]> => {
  if (await page.evaluate(() => (window as AxeWindow).axe === undefined)) await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: [...rules] } } : {}),
  };
  return page.evaluate(async (given) => {
    const { violations } = await (window as unknown as Required<AxeWindow>).axe.run(document, given);
    // Shortened times (`8–17`) in bars match the accessible name in meaning, not literally.
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
