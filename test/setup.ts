import { afterEach } from 'vitest';
import { setTimeZone } from '../shared/time.ts';

// The time zone belongs to the process: reset it, so that a test that sets it does not affect the next one.
afterEach(() => setTimeZone(null));
