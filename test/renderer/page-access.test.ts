import { expect, it } from 'vitest';
import { type AccessBrowser, createPageAccess } from '../../renderer/page-access.ts';
import { safeStorage } from '../../renderer/store/safe-storage.ts';

/** A browser with two tabs at most; its storage may refuse. */
const createBrowser = ({ refuses = false } = {}) => {
  const stored = new Map<string, string>();
  const refuse = () => {
    throw new Error('refused');
  };
  const storage = {
    getItem: (name: string) => (refuses ? refuse() : (stored.get(name) ?? null)),
    setItem: (name: string, text: string) => void (refuses ? refuse() : stored.set(name, text)),
  };
  const createTab = () => {
    let state: unknown;
    /** Loads the page, at first with the ticket in its address. */
    const load = (ticket?: string) =>
      createPageAccess({
        local: safeStorage(() => storage),
        takeTicket: () => ticket,
        tabState: {
          get: () => state,
          set: (keys) => {
            state = keys;
          },
        },
        isStored: (name, text) => !refuses && stored.get(name) === text,
        onStored: () => () => {},
      } satisfies AccessBrowser);
    return { load };
  };
  return { createTab };
};

it('shows the ticket until it was accepted, and then the key, also in another tab and after a reload', () => {
  const { createTab } = createBrowser();
  const page = createTab().load('ticket');
  expect(page.hello()).toEqual({ ticket: 'ticket', keys: [] });
  page.accepted('key');
  expect([page.hello(), page.isKept()]).toEqual([{ keys: ['key'] }, true]);
  expect(createTab().load().hello()).toEqual({ keys: ['key'] });
});

it('forgets a ticket that was refused', () => {
  const page = createBrowser().createTab().load('ticket');
  page.refused();
  expect(page.hello()).toEqual({ keys: [] });
});

it('keeps the keys of the last four apps that used this port', () => {
  const { createTab } = createBrowser();
  for (const key of ['a', 'b', 'c', 'd', 'e']) createTab().load('ticket').accepted(key);
  expect(createTab().load().hello()).toEqual({ keys: ['e', 'd', 'c', 'b'] });
});

it('keeps the key in the tab where storage is refused, and reports it, after a reload too', () => {
  const { createTab } = createBrowser({ refuses: true });
  const tab = createTab();
  const page = tab.load('ticket');
  page.accepted('key');
  expect([page.hello(), page.isKept()]).toEqual([{ keys: ['key'] }, false]);
  const again = tab.load();
  expect(again.hello()).toEqual({ keys: ['key'] });
  again.accepted(undefined);
  expect(again.isKept()).toBe(false);
  expect(createTab().load().hello()).toEqual({ keys: [] });
});
