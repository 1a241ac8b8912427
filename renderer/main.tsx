import './csp.ts';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openBridge } from './bridge.ts';
import { browserPage, startEffects } from './store/effects.ts';
import { persistNavigation, takePlace } from './store/persist-navigation.ts';
import { persistPlanView } from './store/persist-plan-view.ts';
import { browserAddress, syncAddress } from './store/plan-address.ts';
import { browserPageVisibility, trackLastViewed } from './store/plan-last-viewed.ts';
import { browserHideablePage, reportHidden } from './store/report-hidden.ts';
import { browserPageFocus, reportViewedAssignment } from './store/report-viewed-assignment.ts';
import { browserStorage } from './store/safe-storage.ts';
import { createStores } from './store/stores.ts';

const { local, session } = browserStorage();
const bridge = openBridge(local);
const stores = createStores({ api: bridge, locales: navigator.languages });
startEffects(stores, bridge, browserPage());
reportViewedAssignment(stores, browserPageFocus());
takePlace(session);
persistNavigation(stores.navigation, session);
persistPlanView(stores, local);
syncAddress(stores, browserAddress());
trackLastViewed(stores.planView, local, browserPageVisibility());
reportHidden(stores, session, browserHideablePage());

const root = document.getElementById('root');
if (root) createRoot(root).render(<App stores={stores} />);
