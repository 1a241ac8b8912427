import { basename } from 'node:path';
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
    this.image = basename(image);
  }
  setImage(image: string) {
    this.image = basename(image);
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
  choose(label: string): void {
    clickItem(this.menu, label);
  }
}
