import '../../../renderer/csp.ts';
import '../../../renderer/styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../../renderer/app.tsx';
import { browserPage, startEffects } from '../../../renderer/store/effects.ts';
import { persistPlanView } from '../../../renderer/store/persist-plan-view.ts';
import { browserAddress, syncAddress } from '../../../renderer/store/plan-address.ts';
import { browserPageVisibility, trackLastViewed } from '../../../renderer/store/plan-last-viewed.ts';
import { browserStorage } from '../../../renderer/store/safe-storage.ts';
import { createStores } from '../../../renderer/store/stores.ts';
import { LANGUAGES } from '../../../shared/i18n/index.ts';
import { createFakePlanner } from '../../fakes/fake-planner.ts';

/**
 * All screens with an in-memory app, configured by the query string, e.g. `?people=5000&lang=nl`. `window.gallery` controls
 * it.
 */
const asked = new URLSearchParams(location.search);
const language = LANGUAGES.find((l) => l === asked.get('lang')) ?? 'en';
const theme = asked.get('theme') === 'dark' ? 'dark' : asked.get('theme') === 'light' ? 'light' : 'system';
const planner = createFakePlanner({
  people: asked.has('empty') ? 0 : Number(asked.get('people') ?? 40),
  language,
  settings: { theme, firstRunDone: !asked.has('first-run') },
  shell: asked.get('shell') === 'desktop' ? 'desktop' : 'web',
  connection: asked.has('state') ? { state: asked.get('state') as 'live' } : {},
  ...(asked.has('slow') ? { delayMs: 60_000 } : {}),
});
const stores = createStores({ api: planner.bridge });
const { local } = browserStorage();
startEffects(stores, planner.bridge, browserPage());
persistPlanView(stores, local);
syncAddress(stores, browserAddress());
trackLastViewed(stores.planView, local, browserPageVisibility());
Object.assign(window, { gallery: { ...planner, stores } });

const root = document.getElementById('root');
if (root) createRoot(root).render(<App stores={stores} />);
