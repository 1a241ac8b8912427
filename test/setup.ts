import { afterEach } from 'vitest';
import { setTimeZone } from '../shared/time.ts';

// A process tells its times by one clock: whose that is was decided for one test only.
afterEach(() => setTimeZone(null));
