import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ResEdit from 'resedit';

// Sentinel of Electron's fuses, version 1, nine fuses with default values.
const FUSES = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100100'),
]);

/** A program for Windows with a version, because the packager reads it, and the fuses behind it. */
const windowsProgram = (): Buffer => {
  // The packager's own library, so that it can read the result.
  const packager = createRequire(createRequire(import.meta.url).resolve('electron-builder')).resolve('app-builder-lib');
  const { NtExecutable, NtExecutableResource, Resource }: typeof ResEdit = createRequire(packager)('resedit');
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setFileVersion('1.0.0.0', 1033);
  version.setStringValues({ lang: 1033, codepage: 1200 }, { FileDescription: 'stub' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  program.setExtraData(new Uint8Array(FUSES).buffer);
  return Buffer.from(program.generate());
};

/** A stub Electron distribution that can be packaged but does nothing. */
export const makeStubElectron = (folder: string, version: string, platform: 'linux' | 'win' = 'linux'): void => {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const script = Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n# '), FUSES, Buffer.from('\n')]);
  if (platform === 'win') writeFileSync(join(folder, 'electron.exe'), windowsProgram());
  else writeFileSync(join(folder, 'electron'), script, { mode: 0o755 });
  writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'version'), version);
};

/** The states of the fuses in a packed executable: `1` on, `0` off. */
export const fusesOf = (executable: Buffer): string => {
  const at = executable.indexOf(FUSES.subarray(0, 34)) + 34;
  return executable.subarray(at, at + 9).toString();
};
