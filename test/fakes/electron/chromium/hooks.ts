import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ELECTRON_MODULE } from './options.ts';

// Whoever asks for `electron` gets the double: the bundles run as they were built.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: pathToFileURL(ELECTRON_MODULE).href, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
