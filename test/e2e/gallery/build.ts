import { build } from 'vite';
import { fromRoot } from '../../../build/project.ts';

/** Before any spec: the screens over an app in memory, built once for all that look at them. */
export default async (): Promise<void> => {
  await build({ configFile: fromRoot('test/e2e/gallery/vite.config.ts'), logLevel: 'error' });
};
