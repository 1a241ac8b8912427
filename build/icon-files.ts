/** A square image and its size in px. */
export interface Picture {
  size: number;
  png: Buffer;
}

/** ICO: directory entries followed by the PNG files. */
export const toIco = (pictures: readonly Picture[]): Buffer => {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length + pictures.length * 16;
  const entries = pictures.map(({ size, png }) => {
    const entry = Buffer.alloc(16);
    // The field has one byte; 0 means 256.
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...pictures.map(({ png }) => png)]);
};

/** ICNS types for PNG sizes; retina types have twice the nominal size. */
const ICNS_TYPES: readonly [type: string, size: number][] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** ICNS, the icon format of macOS: total length, then typed chunks. */
export const toIcns = (pictures: readonly Picture[]): Buffer => {
  const chunks = ICNS_TYPES.flatMap(([type, size]) => {
    const png = pictures.find((picture) => picture.size === size)?.png;
    return png ? [chunk(type, png)] : [];
  });
  return chunk('icns', Buffer.concat(chunks));
};

const chunk = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 'ascii');
  head.writeUInt32BE(body.length + head.length, 4);
  return Buffer.concat([head, body]);
};
