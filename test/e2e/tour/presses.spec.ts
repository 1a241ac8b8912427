import { expect, type Page, test } from '@playwright/test';
import { type Gallery, startGallery } from '../plan/gallery.ts';
import { WITH_SCROLL_BARS } from '../scroll-bar.ts';
import { openTour, settle, VIEWS } from './views.ts';

test.use(WITH_SCROLL_BARS);

let gallery: Gallery;
test.beforeAll(async () => {
  test.slow();
  gallery = await startGallery();
});
test.afterAll(() => gallery[Symbol.asyncDispose]());

const openView = async (page: Page, name: string): Promise<void> => {
  await VIEWS.find((view) => view.name === name)?.open(page);
  await settle(page);
};

/** Presses as long as a person does: effects of the press happen before it is released. */
const pressLong = async (page: Page, name: string): Promise<void> => {
  const box = await page.getByRole('button', { name, exact: true }).boundingBox();
  if (!box) throw new Error(`there is no ${name}`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await settle(page);
  await page.mouse.up();
};

test('a button pressed while a field has the focus works, also when leaving the field changes the page', async ({
  page,
}) => {
  await openTour(page, gallery, 'en');
  await openView(page, 'settings');
  const tenant = page.getByLabel('Tenant');
  await tenant.fill('not a tenant!');
  await pressLong(page, 'Test');
  await expect(page.locator('[data-verdict]')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'Only letters, digits and hyphens' })).toBeVisible();
  // Another field, and a native select, which opens at the press.
  await tenant.fill('acme');
  await page.getByLabel('Company name').click();
  await expect(tenant).not.toHaveAttribute('aria-invalid');
  await tenant.fill('not a tenant!');
  await page.getByLabel('Environment').click();
  await expect(tenant).toHaveAttribute('aria-invalid');
});

test.describe(() => {
  test.use({ viewport: { width: 900, height: 420 } });
  test('in a low window a dialog stays open at a press on its edge, and closes at a press outside it', async ({
    page,
  }) => {
    await openTour(page, gallery, 'en');
    await openView(page, 'keys');
    const dialog = page.getByRole('dialog');
    const edges = await dialog.evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top, bottom, scrolls: element.scrollHeight > element.clientHeight };
    });
    // Only the text scrolls; there is no second scroll bar.
    expect(edges.scrolls).toBe(false);
    const middle = (edges.top + edges.bottom) / 2;
    for (const x of [edges.left + 0.5, edges.right - 0.5, edges.right - 6]) {
      await page.mouse.click(x, middle);
      await settle(page);
      await expect(dialog).toBeVisible();
    }
    await page.mouse.click(edges.left - 5, middle);
    await expect(dialog).toHaveCount(0);
  });
});
