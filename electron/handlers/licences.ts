import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Licence, licence } from '../../shared/licence.ts';

/** Written next to the bundles by the build; missing in a checkout. */
const FILE = new URL('./licences.json', import.meta.url);

/** Licences of the packages in this app; empty in a checkout that was not built. */
export const readLicences = async (file: URL = FILE): Promise<Licence[]> => {
  try {
    return z.array(licence).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};
