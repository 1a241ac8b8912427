import packageJson from '../package.json' with { type: 'json' };

/** The version of this app. */
export const VERSION: string = packageJson.version;
