import { createHmac, randomBytes } from 'node:crypto';
import { equalInConstantTime } from './constant-time.ts';

const MAX_AGE_MS = 5 * 60_000;
/** One is sent a minute; more pending ones occur only while the tunnel keeps failing. */
const MAX_MESSAGES = 64;
const MESSAGE = /^([\w-]{43})\.([\w-]{43})$/;

export interface TestMessagesOptions {
  now: () => number;
  random?: (bytes: number) => Buffer;
  onAccepted?: () => void;
}

/** The messages that the app sends to itself through the public URL, and which of them arrived. */
export interface TestMessages {
  /** Path to which they are sent: `/` and 256 random bits. */
  readonly path: string;
  /** The body of a new test message, to be POSTed as it is. */
  createMessage(): Buffer;
  /** True once per message of this process, within 5 minutes; false for replays and forgeries. */
  accept(body: Buffer): boolean;
  /** Whether this message arrived at the receiver. The answer to its POST proves nothing: a relay could send it. */
  hasArrived(message: Buffer): boolean;
}

/** Key and messages exist only in this process; at most 64 messages are kept. */
export const createTestMessages = ({ now, random = randomBytes, onAccepted }: TestMessagesOptions): TestMessages => {
  const key = random(32);
  const path = `/${random(32).toString('base64url')}`;
  const messages = new Map<string, { issuedAtMs: number; arrived: boolean }>();

  const sign = (nonce: string): string => createHmac('sha256', key).update(nonce).digest('base64url');

  const findMessage = (body: Buffer) => {
    const [, nonce, mac] = MESSAGE.exec(body.toString('latin1')) ?? [];
    if (nonce === undefined || mac === undefined || !equalInConstantTime(mac, sign(nonce))) return undefined;
    return messages.get(nonce);
  };

  const removeExpired = () => {
    for (const [nonce, { issuedAtMs }] of messages) {
      if (messages.size >= MAX_MESSAGES || now() - issuedAtMs > MAX_AGE_MS) messages.delete(nonce);
    }
  };

  return {
    path,
    createMessage: () => {
      removeExpired();
      const nonce = random(32).toString('base64url');
      messages.set(nonce, { issuedAtMs: now(), arrived: false });
      return Buffer.from(`${nonce}.${sign(nonce)}`);
    },
    accept: (body) => {
      const message = findMessage(body);
      if (!message || message.arrived || now() - message.issuedAtMs > MAX_AGE_MS) return false;
      message.arrived = true;
      onAccepted?.();
      return true;
    },
    hasArrived: (message) => findMessage(message)?.arrived ?? false,
  };
};
