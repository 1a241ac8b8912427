/** Needed for `AsyncDisposableStack` and for running TypeScript directly. `npm ci` installs it. */
const NEEDED_NODE = 24;
/** The Electron version the desktop app is developed and tested with. */
const NEEDED_ELECTRON = 45;

const isOlder = (version: string, needed: number): boolean => Number.parseInt(version, 10) < needed;

/** The error message for a runtime that is too old; undefined when it is new enough. */
export const runtimeVersionError = ({ node, electron }: { node: string; electron?: string }): string | undefined => {
  if (electron !== undefined && isOlder(electron, NEEDED_ELECTRON))
    return `Assignment Monitor needs Electron ${NEEDED_ELECTRON} or newer and this is ${electron}: run \`npm ci\`, then \`npm start\`.`;
  if (isOlder(node, NEEDED_NODE))
    return `Assignment Monitor needs Node.js ${NEEDED_NODE} or newer and this is ${node}: run \`npm ci\`, then start it with \`npm start\`, which brings its own.`;
  return undefined;
};

// Runs on import, so that an old runtime gets a message instead of a stack trace.
const versionError = runtimeVersionError(process.versions);
if (versionError) {
  process.stderr.write(`${versionError}\n`);
  process.exit(1);
}
