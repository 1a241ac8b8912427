import { ensureBuilt } from '../../build/ensure-built.ts';

/** Before any of these tests: what they start in processes of their own is the app as it is installed. */
export default ensureBuilt;
