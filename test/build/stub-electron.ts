import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Electron's own mark for the place where its fuses lie: version 1, nine fuses, as they come from the factory.
const FUSES = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100100'),
]);

/** A folder that packs like Electron for Linux, and does nothing. */
export const makeStubElectron = (folder: string, version: string): void => {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const script = Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n# '), FUSES, Buffer.from('\n')]);
  writeFileSync(join(folder, 'electron'), script, { mode: 0o755 });
  writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'version'), version);
};

/** The states of the fuses in a packed executable: `1` on, `0` off. */
export const fusesOf = (executable: Buffer): string => {
  const at = executable.indexOf(FUSES.subarray(0, 34)) + 34;
  return executable.subarray(at, at + 9).toString();
};
