import { existsSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import type { Tray } from '../../../electron/shell/electron.ts';
import { Emitter } from './emitter.ts';
import { clickItem, type FakeMenu, labelsOf } from './menu.ts';

export class FakeTray extends Emitter implements Tray {
  image: string;
  toolTip = '';
  menu: FakeMenu | null = null;
  destroyed = false;

  constructor(image: string) {
    super();
    this.image = this.#load(image);
  }
  setImage(image: string) {
    this.image = this.#load(image);
  }
  setToolTip(text: string) {
    this.toolTip = text;
  }
  setContextMenu(menu: FakeMenu | null) {
    this.menu = menu;
  }
  destroy() {
    this.destroyed = true;
  }
  labels(): string[] {
    return labelsOf(this.menu);
  }
  choose(...labels: string[]): void {
    clickItem(this.menu, ...labels);
  }
  /** As Electron: an image that is not there is an error. */
  #load(image: string): string {
    if (!isAbsolute(image) || !existsSync(image)) throw new Error(`Failed to load image from path '${image}'`);
    return basename(image);
  }
}
