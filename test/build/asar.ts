import { readFileSync } from 'node:fs';

interface Entry {
  files?: Record<string, Entry>;
  unpacked?: boolean;
  offset?: string;
  size?: number;
}

/** Four little numbers, then the directory as JSON: the second number gives where the files begin, the fourth its length. */
const openAsar = (path: string): { bytes: Buffer; root: Entry; dataAt: number } => {
  const bytes = readFileSync(path);
  const root: Entry = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString());
  return { bytes, root, dataAt: 8 + bytes.readUInt32LE(4) };
};

/** What an asar archive holds: path → whether it lies beside the archive instead of in it. */
export const listAsar = (path: string): Map<string, boolean> => {
  const found = new Map<string, boolean>();
  const walk = ({ files }: Entry, prefix: string) => {
    for (const [name, entry] of Object.entries(files ?? {})) {
      if (entry.files) walk(entry, `${prefix}${name}/`);
      else found.set(prefix + name, entry.unpacked ?? false);
    }
  };
  walk(openAsar(path).root, '');
  return found;
};

/** The text of a file inside an asar archive. @throws when it is not in it. */
export const readAsar = (path: string, name: string): string => {
  const { bytes, root, dataAt } = openAsar(path);
  const entry = name.split('/').reduce<Entry | undefined>((folder, part) => folder?.files?.[part], root);
  if (entry?.size === undefined || entry.unpacked) throw new Error(`${name} is not in the archive`);
  const from = dataAt + Number(entry.offset);
  return bytes.subarray(from, from + entry.size).toString();
};
