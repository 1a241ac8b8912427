import type { ProbeOptions } from './probe.ts';

/** Messages that the receiver recognises as sent by this app. */
interface TestMessages {
  /** Path of a message below the public address. */
  readonly path: string;
  createMessage(): Buffer;
  hasArrived(message: Buffer): boolean;
}

/** Test messages of the receiver's heartbeat, in the form that a probe sends. */
export const testMessageFrom =
  (heartbeat: TestMessages): ProbeOptions['testMessage'] =>
  () => {
    const message = heartbeat.createMessage();
    return { path: heartbeat.path, body: new Uint8Array(message), arrived: () => heartbeat.hasArrived(message) };
  };
