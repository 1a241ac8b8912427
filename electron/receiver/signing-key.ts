import type { KeyEncoding } from '../protime/signature-format.ts';

export const KEY_ENCODINGS: readonly KeyEncoding[] = [
  'text',
  'base64',
  'hex',
  'prefixed-base64',
  'prefixed-text',
  'prefixed-hex',
];

/** A decoded key shorter than this could be guessed. */
const MIN_DERIVED_BYTES = 16;
const MARKER = /^[A-Za-z]{2,12}_/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const HEX = /^(?:[0-9a-fA-F]{2})+$/;

/** The key decoded with one encoding; undefined when its text does not fit. */
export const decodeKey = (encoding: KeyEncoding, key: string): string | Buffer | undefined => {
  switch (encoding) {
    case 'text':
      return key === '' ? undefined : key;
    case 'base64':
      return longEnough(BASE64.test(key) ? Buffer.from(key, 'base64') : undefined);
    case 'hex':
      return longEnough(HEX.test(key) ? Buffer.from(key, 'hex') : undefined);
    case 'prefixed-text':
      return MARKER.test(key) ? longEnough(Buffer.from(key.replace(MARKER, ''))) : undefined;
    case 'prefixed-base64':
      return MARKER.test(key) ? decodeKey('base64', key.replace(MARKER, '')) : undefined;
    case 'prefixed-hex':
      return MARKER.test(key) ? decodeKey('hex', key.replace(MARKER, '')) : undefined;
  }
};

const longEnough = (bytes: Buffer | undefined): Buffer | undefined =>
  bytes && bytes.length >= MIN_DERIVED_BYTES ? bytes : undefined;
