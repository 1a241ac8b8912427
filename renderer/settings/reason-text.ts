import type { Messages } from '../../shared/i18n/index.ts';

type Reasons = Messages['settings']['reasons'];

const isReason = (reason: string, reasons: Reasons): reason is keyof Reasons => Object.hasOwn(reasons, reason);

/**
 * Translated reason why a setting was refused. Own validation codes have a text; other messages of zod get a general text.
 * @param name dotted, e.g. `protime.tenant`; an entry of a list counts for its list.
 */
export const reasonText = (
  name: string,
  fields: readonly { field: string; reason: string }[],
  { reasons }: Pick<Messages['settings'], 'reasons'>,
): string => {
  if (name === 'tunnel.receiverPort') return reasons.port;
  const refused = fields.find(({ field }) => field === name || field.startsWith(`${name}.`));
  return refused && isReason(refused.reason, reasons) ? reasons[refused.reason] : reasons.other;
};
