import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync } from 'vite';
import { type Layer, layers, restrictedGlobals } from './import-rules.ts';
import { fromRoot, root } from './project.ts';

export interface Import {
  /** A path in the project, `npm:` followed by a package, or `node:` followed by a module. */
  to: string;
  typeOnly: boolean;
}

/** All imports and re-exports of a source: static, dynamic and `typeof import()`. */
export const importsOf = (path: string, code: string): Import[] => {
  const { module } = parseSync(path, code, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  const entries = [
    ...module.staticImports.map((i) => ({
      specifier: i.moduleRequest.value,
      typeOnly: i.entries.length > 0 && i.entries.every((e) => e.isType),
    })),
    ...module.staticExports.flatMap((e) =>
      e.entries.flatMap((x) => (x.moduleRequest ? [{ specifier: x.moduleRequest.value, typeOnly: x.isType }] : [])),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      // Computed specifiers cannot be checked.
      const [, specifier] = /^['"](.*)['"]$/.exec(code.slice(start, end)) ?? [];
      return specifier ? [{ specifier, typeOnly: false }] : [];
    }),
    // `import('./x.ts').X` in a type: the parser does not list it.
    ...[...code.matchAll(/\btypeof import\(\s*['"]([^'"]+)['"]/g)].map(([, specifier = '']) => ({
      specifier,
      typeOnly: true,
    })),
  ];
  return entries.map(({ specifier, typeOnly }) => ({
    to: targetOf(path, specifier),
    typeOnly,
  }));
};

const targetOf = (path: string, specifier: string): string => {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  return specifier.startsWith('node:') ? specifier : `npm:${specifier}`;
};

/** One sentence for each import or global of a source that no rule allows. */
export const violationsOf = (path: string, code: string): string[] => {
  const layer = layers.find(({ files }) => files.some((pattern) => matchesPattern(pattern, path)));
  if (!layer) return [`${path} is in no layer: add it to build/import-rules.ts`];
  const imports = importsOf(path, code)
    .filter((i) => !isAllowed(layer, i))
    .map(({ to, typeOnly }) => `${path} may not import ${typeOnly ? 'the types of ' : ''}${to}`);
  const usages = restrictedGlobals
    .filter(
      ({ pattern, folder, allowedFile }) =>
        path.startsWith(folder) && path !== allowedFile && pattern.test(withoutComments(path, code)),
    )
    .map(({ pattern, allowedFile }) => `${path} uses ${pattern.source}: only ${allowedFile} may`);
  return [...new Set([...imports, ...usages])];
};

const isAllowed = ({ mayImport, mayImportTypes = [] }: Layer, { to, typeOnly }: Import): boolean => {
  const patterns = [...mayImport, ...(typeOnly ? mayImportTypes : [])];
  return patterns.some((pattern) => matchesPattern(pattern, to));
};

const matchesPattern = (pattern: string, target: string): boolean => {
  if (pattern === '*' || target === pattern) return true;
  if (pattern.endsWith('/*')) return posix.dirname(target) === pattern.slice(0, -2);
  return target.startsWith(/[/:]$/.test(pattern) ? pattern : `${pattern}/`);
};

const withoutComments = (path: string, code: string): string =>
  parseSync(path, code, { lang: path.endsWith('x') ? 'tsx' : 'ts' }).comments.reduceRight(
    (text, { start, end }) => text.slice(0, start) + text.slice(end),
    code,
  );

const FOLDERS = ['shared', 'renderer', 'electron', 'build', 'test'];

const sources = (): string[] =>
  FOLDERS.filter((folder) => existsSync(fromRoot(folder))).flatMap((folder) =>
    readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => posix.relative(root, posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name))),
  );

if (import.meta.main) {
  const violations = sources().flatMap((path) => violationsOf(path, readFileSync(fromRoot(path), 'utf8')));
  for (const violation of violations) process.stdout.write(`${violation}\n`);
  if (violations.length > 0) process.exitCode = 1;
}
