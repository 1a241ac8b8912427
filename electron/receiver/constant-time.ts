import { timingSafeEqual } from 'node:crypto';

/** Equal texts, in a time that depends on their length alone. For header and path text: one byte a character. */
export const equalInConstantTime = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'));
