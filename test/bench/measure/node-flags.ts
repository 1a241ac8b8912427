import manifest from '../../../package.json' with { type: 'json' };

/** The flags with which the scripts of package.json start the app in Node. */
export const NODE_FLAGS: readonly string[] = manifest.scripts.monitor
  .split(' ')
  .filter((word) => word.startsWith('--'));
