import type { NotificationConstructorOptions } from 'electron';
import type { SystemNotification } from '../../../electron/shell/electron.ts';
import { Emitter } from './emitter.ts';

/** What the system says of a notification it was given. */
export type SystemSays = 'show' | 'failed' | 'nothing';

export class FakeNotification extends Emitter implements SystemNotification {
  readonly options: NotificationConstructorOptions;
  shown = false;
  closed = false;
  readonly #systemSays: () => SystemSays;

  constructor(options: NotificationConstructorOptions, systemSays: () => SystemSays) {
    super();
    this.options = options;
    this.#systemSays = systemSays;
  }
  show() {
    const says = this.#systemSays();
    this.shown = says !== 'failed';
    queueMicrotask(() => this.emit(says));
  }
  close() {
    this.closed = true;
    this.emit('close');
  }
  click() {
    this.emit('click');
  }
}
