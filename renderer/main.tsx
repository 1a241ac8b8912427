import './csp.ts';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openBridge } from './bridge.ts';
import { browserPage, startEffects } from './store/effects.ts';
import { keepPlace } from './store/persist-navigation.ts';
import { keepPlanView } from './store/persist-plan-view.ts';
import { keepInSight, onPageLeft } from './store/persist-visible-people.ts';
import { browserAddress, keepAddress } from './store/plan-address.ts';
import { browserSight, keepLastLooked } from './store/plan-last-viewed.ts';
import { browserDesk, keepAttention } from './store/report-viewed-assignment.ts';
import { browserStorage } from './store/safe-storage.ts';
import { createStores } from './store/stores.ts';

const bridge = openBridge();
const stores = createStores({ api: bridge, locales: navigator.languages });
const { local, session } = browserStorage();
startEffects(stores, bridge, browserPage());
keepAttention(stores, browserDesk());
keepPlace(stores.navigation, session);
keepPlanView(stores, local);
keepAddress(stores, browserAddress(session));
keepLastLooked(stores.planView, local, browserSight());
keepInSight(stores.timeline, local, onPageLeft);

const root = document.getElementById('root');
if (root) createRoot(root).render(<App stores={stores} />);
