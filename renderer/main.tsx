import './csp.ts';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openBridge } from './bridge.ts';
import { browserPage, startEffects } from './store/effects.ts';
import { browserDesk, keepAttention } from './store/keep-attention.ts';
import { keepPlace } from './store/keep-place.ts';
import { browserAddress, keepAddress } from './store/plan-address.ts';
import { keepInSight, onPageLeft } from './store/plan-in-sight.ts';
import { keepPlanView } from './store/plan-keeping.ts';
import { browserSight, keepLastLooked } from './store/plan-last-looked.ts';
import { createStores } from './store/stores.ts';

const bridge = openBridge();
const stores = createStores({ api: bridge, locales: navigator.languages });
startEffects(stores, bridge, browserPage());
keepAttention(stores, browserDesk());
keepPlace(stores.navigation, sessionStorage);
keepPlanView(stores, localStorage);
keepAddress(stores, browserAddress());
keepLastLooked(stores.planView, localStorage, browserSight());
keepInSight(stores.timeline, localStorage, onPageLeft);

const root = document.getElementById('root');
if (root) createRoot(root).render(<App stores={stores} />);
