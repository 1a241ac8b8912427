/** Both come with Node 24, and Node 24 comes with `npm ci`: `AsyncDisposableStack` and running TypeScript as it is. */
const NEEDED_MAJOR = 24;

/** One sentence for whoever runs a Node that is too old; undefined when it is new enough. */
export const nodeComplaint = (version: string): string | undefined =>
  Number.parseInt(version, 10) >= NEEDED_MAJOR
    ? undefined
    : `Assignment Monitor needs Node.js ${NEEDED_MAJOR} or newer and this is ${version}: run \`npm ci\`, then start it with \`npm start\`, which brings its own.`;

// Checked while it is imported: whoever imports this file first fails with a sentence, not with a stack trace.
const complaint = nodeComplaint(process.versions.node);
if (complaint) {
  process.stderr.write(`${complaint}\n`);
  process.exit(1);
}
