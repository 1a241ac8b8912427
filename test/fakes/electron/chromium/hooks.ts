import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ELECTRON_MODULE } from './options.ts';

// Resolves `electron` to the double, so that the built bundles run unchanged.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: pathToFileURL(ELECTRON_MODULE).href, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
