import { z } from 'zod';

export const licence = z.object({
  name: z.string(),
  version: z.string(),
  /** As the package says it, e.g. `MIT`. */
  licence: z.string(),
  /** In full; empty when the package brings none. */
  text: z.string(),
});
/** Under which terms a package came that is part of this app. */
export type Licence = z.infer<typeof licence>;
