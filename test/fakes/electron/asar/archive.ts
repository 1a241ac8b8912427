import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

interface Entry {
  files?: Record<string, Entry>;
  unpacked?: boolean;
  offset?: string;
  size?: number;
}

/** Original functions, saved before the hooks replace them. */
const real = { closeSync, openSync, readFileSync, readSync };

const open = (archive: string) => {
  const file = real.openSync(archive, 'r');
  const read = (from: number, size: number): Buffer => {
    const bytes = Buffer.alloc(size);
    real.readSync(file, bytes, 0, size, from);
    return bytes;
  };
  // Header: four uint32, then the directory as JSON. The second number gives its end, the fourth its length.
  const head = read(0, 16);
  const root: Entry = JSON.parse(read(16, head.readUInt32LE(12)).toString());
  const dataAt = 8 + head.readUInt32LE(4);

  const entryOf = (path: string): Entry | undefined =>
    path
      .split('/')
      .filter(Boolean)
      .reduce<Entry | undefined>((entry, name) => entry?.files?.[name], root);

  return {
    isFile: (path: string) => entryOf(path)?.size !== undefined,
    list: (path: string) => Object.keys(entryOf(path)?.files ?? {}),
    exists: (path: string) => entryOf(path) !== undefined,
    read: (path: string): Buffer | undefined => {
      const entry = entryOf(path);
      if (entry?.size === undefined) return undefined;
      return entry.unpacked
        ? real.readFileSync(`${archive}.unpacked/${path}`)
        : read(dataAt + Number(entry.offset), entry.size);
    },
  };
};

const archives = new Map<string, ReturnType<typeof open>>();

/** The archive of a path and the path inside it; undefined for ordinary paths. */
export const inArchive = (path: string) => {
  const [, archive, rest = ''] = /^(.*\.asar)(?:\/(.*))?$/.exec(path.replaceAll('\\', '/')) ?? [];
  if (!archive) return undefined;
  const opened = archives.get(archive) ?? open(archive);
  archives.set(archive, opened);
  return { archive, path: rest, ...opened };
};
