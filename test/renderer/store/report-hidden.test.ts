import { expect, it } from 'vitest';
import { persistNavigation, takePlace } from '../../../renderer/store/persist-navigation.ts';
import { syncAddress } from '../../../renderer/store/plan-address.ts';
import { reportHidden } from '../../../renderer/store/report-hidden.ts';
import { createStores, type Stores } from '../../../renderer/store/stores.ts';
import { createFakePlanner, type FakeOptions } from '../../fakes/fake-planner.ts';
import { storageOf } from '../../fakes/storage.ts';

/** A page, opened at an address as `main.tsx` does it. */
const openPage = async (address = '', { hasInput = false, ...options }: FakeOptions & { hasInput?: boolean } = {}) => {
  const planner = createFakePlanner({ people: 2, shell: 'desktop', ...options });
  const stores = createStores({ api: planner.bridge });
  const session = storageOf();
  const url = new URL(`app://planner/index.html${address}`);
  takePlace(session, {
    location: url,
    history: {
      replaceState: (_: unknown, __: string, path: string) => Object.assign(url, { href: `app://planner${path}` }),
    },
  } as never);
  persistNavigation(stores.navigation, session);
  syncAddress(stores, {
    hash: () => url.hash,
    replace: (hash) => Object.assign(url, { hash }),
    onChanged: () => () => {},
  });
  await stores.settings.getState().load();
  let isHidden = false;
  let changed = () => {};
  reportHidden(stores, session, {
    isHidden: () => isHidden,
    onChanged: (listener) => {
      changed = listener;
      return () => {};
    },
    hasInput: () => hasInput,
  });
  const reports = () => planner.calls.flatMap(({ name, input }) => (name === 'page.hidden' ? [input] : []));
  return {
    stores,
    url,
    reports,
    changed: () => changed(),
    /** What the page reports when it is hidden. */
    hide: () => {
      isHidden = true;
      changed();
      return reports().at(-1) as { address: string | null } | undefined;
    },
  };
};

it.each<[string, (stores: Stores) => void]>([
  ['the plan of today', () => {}],
  ['another screen', ({ navigation }) => navigation.getState().go('connection')],
  ['an assignment', ({ navigation }) => navigation.getState().openAssignment(7, '2026-04-01')],
  [
    'the plan of an earlier moment',
    ({ planView }) => planView.getState().setPlanVersion({ asOfMs: 1_770_000_000_000 }),
  ],
  ['the plan compared', ({ planView }) => planView.getState().setPlanVersion({ changedSinceMs: 1_770_000_000_000 })],
])('a hidden page opens again at %s', async (_, go) => {
  const first = await openPage();
  go(first.stores);
  const shown = ({ stores: { navigation, planView } }: typeof first) => {
    const { screen, day, selectedId } = navigation.getState();
    return { screen, day, selectedId, version: planView.getState().planVersion };
  };
  const second = await openPage(first.hide()?.address ?? '');
  expect(shown(second)).toEqual(shown(first));
  expect([second.url.pathname, second.url.search]).toEqual(['/index.html', '']);
});

it.each<[string, (stores: Stores) => void]>([
  ['a filter of the plan', ({ planView }) => planView.getState().setText('mia')],
  ['only rejected shifts', ({ planView }) => planView.getState().setOnlyRejected(true)],
  ['a zoomed plan', ({ planView }) => planView.getState().stepZoom(1)],
  ['a search', ({ history }) => history.getState().updateQuery({ text: 'keys' })],
])('a page with %s is kept', async (_, change) => {
  const { stores, hide } = await openPage();
  change(stores);
  expect(hide()).toEqual({ address: null });
});

it('a page that holds input is kept, and so is the first-run screen', async () => {
  expect((await openPage('', { hasInput: true })).hide()).toEqual({ address: null });
  expect((await openPage('', { settings: { firstRunDone: false } })).hide()).toEqual({ address: null });
});

it('nothing is reported while the page is visible, or by a browser', async () => {
  const visible = await openPage();
  visible.changed();
  expect(visible.reports()).toEqual([]);
  expect((await openPage('', { shell: 'web' })).hide()).toBeUndefined();
});
