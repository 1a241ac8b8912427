import { z } from 'zod';

export const licence = z.object({
  name: z.string(),
  version: z.string(),
  /** As stated by the package, e.g. `MIT`. */
  licence: z.string(),
  /** Full text; empty when the package contains none. */
  text: z.string(),
});
/** The licence of one package that is part of this app. */
export type Licence = z.infer<typeof licence>;
