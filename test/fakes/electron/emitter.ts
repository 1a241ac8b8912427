import { EventEmitter } from 'node:events';

/** A preventable event. */
export const createEvent = () => {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  return event;
};

export class Emitter extends EventEmitter {
  /** Emits an event that can be prevented; tells whether it was. */
  emitPreventable(name: string, ...rest: unknown[]): boolean {
    const event = createEvent();
    this.emit(name, event, ...rest);
    return event.defaultPrevented;
  }
}
