import type { Menus, MenuTemplate } from '../../../electron/shell/electron.ts';

export interface FakeMenu {
  readonly items: MenuTemplate;
}

/** The texts of a menu as a person reads them; a separator is a dash. */
export const labelsOf = (menu: FakeMenu | null): string[] =>
  (menu?.items ?? []).map(({ type, label, role }) => (type === 'separator' ? '-' : (label ?? role ?? '')));

/** Clicks the item with this text. A disabled one does nothing, as on a real desktop. */
export const clickItem = (menu: FakeMenu | null, label: string): void => {
  const item = menu?.items.find((candidate) => candidate.label === label);
  if (!item) throw new Error(`no "${label}" in: ${labelsOf(menu).join(', ')}`);
  // Our own items ask nothing of their caller.
  if (item.enabled !== false) (item.click as (() => void) | undefined)?.();
};

export const createMenus = () => {
  let application: FakeMenu | null = null;
  return {
    Menu: {
      buildFromTemplate: (items: MenuTemplate): FakeMenu => ({ items }),
      setApplicationMenu: (menu: FakeMenu | null) => {
        application = menu;
      },
    } satisfies Menus,
    applicationMenu: (): FakeMenu | null => application,
  };
};
