import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { fromRoot } from '../../build/project.ts';

const FOLDERS = fromRoot('test/kept-data/folders');
const SUFFIX = '.br';

/** What a running app makes anew: shared memory of the write-ahead file, and the lock that says that it runs. */
const IS_OF_THE_PROCESS = /-(shm|running(-journal)?)$/;

export const keptFolders = (): string[] => readdirSync(FOLDERS).sort();
export const keptPath = (name: string): string => join(FOLDERS, name);

/** Keeps each file of a data folder, compressed, in a folder of the repository. */
export const pack = (dataDir: string, name: string): void => {
  for (const file of filesIn(dataDir).filter((file) => !IS_OF_THE_PROCESS.test(file))) {
    const target = join(keptPath(name), `data/${file}${SUFFIX}`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, compress(readFileSync(join(dataDir, file))));
  }
};

/** Puts a kept data folder where an app can work with it. Git keeps no file modes, so they are given here. */
export const unpack = (name: string, dataDir: string): void => {
  const from = join(keptPath(name), 'data');
  for (const file of filesIn(from)) {
    const target = join(dataDir, file.slice(0, -SUFFIX.length));
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    writeFileSync(target, brotliDecompressSync(readFileSync(join(from, file))));
    chmodSync(target, 0o600);
  }
};

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(dir, file)).isFile())
    .sort();

/** A window as large as the file: pages come again in a write-ahead file. */
const compress = (bytes: Buffer): Buffer =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
