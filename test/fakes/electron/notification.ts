import type { NotificationConstructorOptions } from 'electron';
import type { Bubble } from '../../../electron/shell/electron.ts';
import { Emitter } from './emitter.ts';

export class FakeBubble extends Emitter implements Bubble {
  readonly options: NotificationConstructorOptions;
  shown = false;
  closed = false;

  constructor(options: NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  show() {
    this.shown = true;
  }
  close() {
    this.closed = true;
    this.emit('close');
  }
  click() {
    this.emit('click');
  }
  fail() {
    this.emit('failed');
  }
}
