import { config } from 'zod';

// The CSP forbids eval. zod tests for eval once, which would be reported as a violation; `jitless` prevents that. Must run
// before any schema is created, hence the first import of main.tsx.
config({ jitless: true });
