import { describe, expect, it } from 'vitest';
import { appMenu } from '../../../electron/shell/app-menu.ts';
import type { MenuTemplate } from '../../../electron/shell/electron.ts';
import { LANGUAGES } from '../../../shared/i18n/index.ts';

const itemsOf = (template: MenuTemplate): MenuTemplate =>
  template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
const labelsOf = (...args: Parameters<typeof appMenu>) =>
  itemsOf(appMenu(...args))
    .filter(({ type }) => type !== 'separator')
    .map(({ label }) => label);

describe.each(['darwin', 'win32', 'linux'] as const)('the menu bar on %s', (platform) => {
  it.each(LANGUAGES)('leaves no label to Electron, which has English ones only, in %s', (language) => {
    expect(labelsOf(language, platform)).not.toContain(undefined);
  });

  it('has the same items in every language', () => {
    const rolesOf = (language: (typeof LANGUAGES)[number]) =>
      itemsOf(appMenu(language, platform)).map(({ role, type }) => role ?? type);
    for (const language of LANGUAGES) expect(rolesOf(language)).toEqual(rolesOf('en'));
  });

  it('has none of the English words in Dutch', () => {
    const english = new Set(labelsOf('en', platform));
    expect(labelsOf('nl', platform).filter((label) => english.has(label))).toEqual(
      platform === 'darwin' ? ['Assignment Monitor'] : [],
    );
  });
});

describe('the menu bar', () => {
  it('has the items of every app on macOS, and the others below File', () => {
    const [app, ...others] = appMenu('fr', 'darwin');
    expect(itemsOf([app ?? {}]).map(({ role, type }) => role ?? type)).toEqual([
      ...[
        undefined,
        'about',
        'separator',
        'services',
        'separator',
        'hide',
        'hideOthers',
        'unhide',
        'separator',
        'quit',
      ],
    ]);
    expect(others.map(({ label }) => label)).toEqual(['Édition', 'Affichage', 'Fenêtre']);
    expect(labelsOf('fr', 'linux').slice(0, 3)).toEqual(['Fichier', 'Fermer', 'Quitter']);
  });
});
