import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Picture, toIcns, toIco } from '../../build/icon-files.ts';
import { fromRoot } from '../../build/project.ts';
import { trayIconFile, trayShape } from '../../electron/shell/tray-icon.ts';
import { CONNECTION_STATES } from '../../shared/connection.ts';

const pictures: Picture[] = [
  { size: 32, png: Buffer.from('small') },
  { size: 256, png: Buffer.from('larger') },
];
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe('icons', () => {
  it('are written to the .ico file with size and offset', () => {
    const ico = toIco(pictures);
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 2]);
    const entry = (n: number) => {
      const at = 6 + n * 16;
      const start = ico.readUInt32LE(at + 12);
      return [ico.readUInt8(at), ico.subarray(start, start + ico.readUInt32LE(at + 8)).toString()];
    };
    expect([entry(0), entry(1)]).toEqual([
      [32, 'small'],
      [0, 'larger'],
    ]);
  });

  it('are written to the .icns file under the type of each size', () => {
    const icns = toIcns(pictures);
    expect([icns.toString('ascii', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    expect(['ic11', 'ic13', 'ic08', 'ic10'].map((type) => icns.includes(type))).toEqual([true, true, true, false]);
  });

  it('exist for each state, system and pixel density', () => {
    for (const state of CONNECTION_STATES) {
      for (const alert of [true, false]) {
        for (const platform of ['darwin', 'win32'] as const) {
          const name = trayIconFile(trayShape(state), alert, platform);
          const read = (file: string) => sizeOf(readFileSync(fromRoot('build/icons/tray', file)));
          expect([name, read(name), read(name.replace('.png', '@2x.png'))]).toEqual([name, [16, 16], [32, 32]]);
        }
      }
    }
  });

  it('for Linux have the size in their names', () => {
    const folder = fromRoot('build/icons/linux');
    for (const name of readdirSync(folder)) {
      const [width, height] = sizeOf(readFileSync(join(folder, name)));
      expect(name).toBe(`${width}x${height}.png`);
    }
  });
});
