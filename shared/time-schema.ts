import { z } from 'zod';

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const dayRange = z.object({ from: day, until: day });
export type DayRange = z.infer<typeof dayRange>;
