import { config } from 'zod';

// The page may not build code from text. zod would try once and have it reported, so it is told before any schema is made;
// that is why this import comes first in main.tsx.
config({ jitless: true });
