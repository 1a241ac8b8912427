/** Both come with Node 24, and Node 24 comes with `npm ci`: `AsyncDisposableStack` and running TypeScript as it is. */
const NEEDED_NODE = 24;
/** The one the desktop app is written and checked against. */
const NEEDED_ELECTRON = 45;

const isOlder = (version: string, needed: number): boolean => Number.parseInt(version, 10) < needed;

/** One sentence for whoever runs the app on something too old; undefined when it is new enough. */
export const runtimeVersionError = ({ node, electron }: { node: string; electron?: string }): string | undefined => {
  if (electron !== undefined && isOlder(electron, NEEDED_ELECTRON))
    return `Assignment Monitor needs Electron ${NEEDED_ELECTRON} or newer and this is ${electron}: run \`npm ci\`, then \`npm start\`.`;
  if (isOlder(node, NEEDED_NODE))
    return `Assignment Monitor needs Node.js ${NEEDED_NODE} or newer and this is ${node}: run \`npm ci\`, then start it with \`npm start\`, which brings its own.`;
  return undefined;
};

// Checked while it is imported: whoever imports this file first fails with a sentence, not with a stack trace.
const versionError = runtimeVersionError(process.versions);
if (versionError) {
  process.stderr.write(`${versionError}\n`);
  process.exit(1);
}
