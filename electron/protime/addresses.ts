import { isLoopback } from '../../shared/settings.ts';
import { ProtimeError } from './errors.ts';

/** Path of the API on its host. */
export const API_PATH = '/connector/protimeapi/api/v1';

/**
 * The origin of an address a secret may be sent to: https anywhere, or plain http on this machine.
 * @throws ProtimeError `insecure-address`
 */
export const checkedOrigin = (address: string): string => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !safe) throw new ProtimeError('insecure-address', 'address', { detail: url?.host ?? 'not an address' });
  return url.origin;
};

/** Encodes a value as one segment of a path, so that it can neither change the path nor add a query. */
export const segment = (value: string | number): string => {
  const text = encodeURIComponent(String(value));
  // `.` and `..` change the path, and percent-encoding leaves them as they are.
  return /^\.{0,2}$/.test(text) ? '%00' : text;
};

/**
 * `AssignmentMonitor/1.2.3 (Company)`: mandatory on every request. Characters that could end the header or the comment are
 * removed.
 */
export const userAgent = (version: string, company: string): string => {
  const ascii = company
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/[()\\]/g, '')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, 100);
  return `AssignmentMonitor/${version.replace(/[^\w.+-]/g, '') || '0'} (${ascii || 'unknown'})`;
};
