import { isJsonObject, parseJson } from '../../shared/json.ts';

const MAX_REASONS = 3;
const MAX_REASON_LENGTH = 120;

/** Protime's error code, if it looks like one. */
export const errorCode = (text: string): string | undefined => {
  const body = parseJson(text);
  const code = isJsonObject(body) && isJsonObject(body.error) ? body.error.code : undefined;
  return typeof code === 'string' && /^[A-Za-z][\w.-]{0,60}$/.test(code) ? code : undefined;
};

/**
 * Why Protime refused a request: its error code and reasons, or the invalid fields. Reasons may quote the request, so
 * quotations, addresses and long words are removed. The message is not used: it may contain any data.
 */
export const refusalDetail = (text: string): string | undefined => {
  const body = parseJson(text);
  if (!isJsonObject(body)) return undefined;
  const error = isJsonObject(body.error) ? body.error : body;
  const reasons = [...textsOf(error.reasons), ...textsOf(error.validationErrors)]
    .slice(0, MAX_REASONS)
    .map(withoutValues);
  return [errorCode(text), ...reasons].filter(Boolean).join(': ') || undefined;
};

/** Reasons are a list of texts, or of objects with one; validation errors may be an object with a list per field. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isJsonObject(value)) return [];
  const { field, message, reason, description } = value;
  const text = [message, reason, description].find((candidate) => typeof candidate === 'string');
  if (text !== undefined) return [typeof field === 'string' ? `${field}: ${text}` : String(text)];
  return Object.entries(value).flatMap(([name, inner]) => textsOf(inner).map((reason) => `${name}: ${reason}`));
};

const withoutValues = (text: string): string =>
  text
    .replace(/(["“`]).*?["”`]|(^|[\s(])'[^']*'/g, '$2…')
    .replace(/\S*(?:[/@\\]|\w\.\w)\S*|\S{30,}/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_REASON_LENGTH);
