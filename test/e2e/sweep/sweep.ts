import { expect, type Locator, type Page } from '@playwright/test';
import { exactly } from './names.ts';
import { installPageControls, type Place } from './page-controls.ts';
import { listenBetween, type Socket } from './socket.ts';

/** A control under test, and a function that presses it as a person would. */
export interface Press {
  page: Page;
  control: Locator;
  press: () => Promise<void>;
  socket: Socket;
}

/** Presses a control and waits for its effect. Reverts what it changed outside its scene. */
export type Effect = (press: Press) => Promise<void>;

/** A row of the table of a screen: a control, and the effect of a press. */
export interface Row {
  role: Parameters<Page['getByRole']>[0] | 'summary';
  name: string | RegExp;
  effect: Effect;
  /** A selector, where other controls have the same role and name. */
  css?: string;
  /** Maximum number of matching controls that are pressed. */
  most?: number;
}

/** A state of a screen, and the controls to press in it. */
export interface Scene {
  name: string;
  /** Opens this state from any other one; called before each press. */
  open: (page: Page, socket: Socket) => Promise<void>;
  rows: readonly Row[];
}

export interface SweepOptions {
  /** Opens the page. */
  start: () => Promise<void>;
  scenes: readonly Scene[];
  /** Other controls that may be visible and are pressed in another sweep. */
  others: readonly Row[];
  /** Both by default. Where a control can be pressed only once, each place needs its own sweep. */
  places?: readonly Place[];
}

/**
 * Presses every control of a screen, scene by scene, and reports each fault: a control without its effect,
 * one that is covered, one that is in no row, and a row without a control.
 */
export const sweepScreen = async (page: Page, options: SweepOptions): Promise<void> => {
  const { start, scenes, others, places = ['middle', 'words'] } = options;
  const listed = [...scenes.flatMap(({ rows }) => rows), ...others];
  await page.addInitScript(installPageControls);
  const socket = await listenBetween(page);
  await start();
  for (const scene of scenes) {
    const report = (fault: string) => expect.soft(fault, scene.name).toBe('');
    await sweepScene({ page, socket, scene, listed, places, report }).catch((error) =>
      report(`cannot be opened: ${error}`),
    );
  }
};

interface SceneSweep extends Pick<Press, 'page' | 'socket'> {
  scene: Scene;
  listed: readonly Row[];
  places: readonly Place[];
  report: (fault: string) => void;
}

const sweepScene = async ({ page, socket, scene, listed, places, report }: SceneSweep): Promise<void> => {
  await scene.open(page, socket);
  for (const control of await unlisted(page, listed)) report(`not in the list: ${control}`);
  for (const row of scene.rows) {
    const find = async (): Promise<string[]> => {
      await scene.open(page, socket);
      return numbersOf(page, row, await visibleControls(page));
    };
    const count = Math.min((await find()).length, row.most ?? Number.POSITIVE_INFINITY);
    if (count === 0) report(`never met: ${row.role} ${row.name}`);
    for (let n = 0; n < count; n += 1)
      for (const place of places) {
        const where = `${row.role} ${row.name} (${n + 1} of ${count}), pressed at its ${place}`;
        const number = (await find())[n];
        const control = page.locator(`[data-control="${number}"]`);
        const press = () => pressAt(page, control, place);
        if (number === undefined) report(`${where}: it is no longer there`);
        else await row.effect({ page, control, press, socket }).catch((error) => report(`${where}: ${error}`));
      }
  }
};

const located = (page: Page, { role, name, css = '*' }: Row): Locator =>
  (role === 'summary'
    ? page.locator('summary').filter({ hasText: name })
    : page.getByRole(role, { name: typeof name === 'string' ? exactly(name) : name })
  ).and(page.locator(css));

/** The descriptions of all visible controls, by number. */
const visibleControls = async (page: Page): Promise<Map<string, string>> => {
  const controls = await page.evaluate(() => window.controls.number());
  return new Map(controls.map(({ number, description }) => [number, description]));
};

const numbersOf = async (page: Page, row: Row, controls: ReadonlyMap<string, string>): Promise<string[]> => {
  const numbers = await located(page, row).evaluateAll((all) => all.map((one) => one.getAttribute('data-control')));
  return numbers.filter((number) => number !== null && controls.has(number)) as string[];
};

const unlisted = async (page: Page, rows: readonly Row[]): Promise<string[]> => {
  const look = async () => {
    const controls = await visibleControls(page);
    const listed = new Set((await Promise.all(rows.map((row) => numbersOf(page, row, controls)))).flat());
    const unknown = [...controls].flatMap(([number, description]) => (listed.has(number) ? [] : [description]));
    return [...unknown, ...(await page.evaluate(() => window.controls.lookalikes()))];
  };
  // A control may disappear during the search: only one that is in no row twice is a fault.
  const first = await look();
  return first.length > 0 ? await look() : [];
};

/** Clicks in the middle, taps on the text. */
const pressAt = async (page: Page, control: Locator, place: Place): Promise<void> => {
  // Move the pointer away, so that no list is held and no toast stays.
  await page.mouse.move(1, 1);
  let at = { x: 0, y: 0 };
  await expect(async () => {
    const { obstacle, ...found } = await control.evaluate((element, p) => window.controls.target(element, p), place);
    expect(obstacle).toBeUndefined();
    at = found;
  }).toPass({ timeout: 120_000 });
  if (place === 'middle') await page.mouse.click(at.x, at.y);
  else await page.touchscreen.tap(at.x, at.y);
};
