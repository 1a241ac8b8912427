import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reasonText } from '../../../renderer/settings/reason-text.ts';
import { LANGUAGES, messagesFor } from '../../../shared/i18n/index.ts';
import { mergeSettings, settings as schema } from '../../../shared/settings.ts';

/** The reason that the core returns when it refuses a change. */
const refusal = (change: object) => {
  try {
    mergeSettings(schema.parse({}), change);
  } catch (error) {
    if (error instanceof z.ZodError)
      return error.issues.map(({ path, message }) => ({ field: path.join('.'), reason: message }));
  }
  throw new Error('this was not refused');
};
const { settings: words } = messagesFor('en');

describe('why a setting is refused', () => {
  it.each([
    ['protime.tenant', { protime: { tenant: 'not a tenant' } }, words.reasons.tenant],
    ['protime.company', { protime: { company: 'Acme (Belgium)' } }, words.reasons.company],
    ['protime.peopleReferences', { protime: { peopleReferences: ['@ok', 'not ok!'] } }, words.reasons.reference],
    ['protime.activityStructureVersion', { protime: { activityStructureVersion: 'a b' } }, words.reasons.version],
    ['tunnel.host', { tunnel: { host: 'http://relay.example' } }, words.reasons['https-or-loopback']],
    ['tunnel.host', { tunnel: { host: 'relay' } }, words.reasons['https-or-loopback']],
    ['tunnel.subdomain', { tunnel: { subdomain: 'a' } }, words.reasons.subdomain],
    ['tunnel.receiverPort', { tunnel: { receiverPort: 70_000 } }, words.reasons.port],
    ['tunnel.receiverPort', { tunnel: { receiverPort: null } }, words.reasons.port],
    ['protime.clientId', { protime: { clientId: 'x'.repeat(201) } }, words.reasons.other],
  ])('%s: a sentence of the app, not of the library', (name, change, sentence) => {
    expect(reasonText(name, refusal(change), words)).toBe(sentence);
  });

  it('is translated', () => {
    const fields = refusal({ protime: { tenant: '!' } });
    expect(new Set(LANGUAGES.map((l) => reasonText('protime.tenant', fields, messagesFor(l).settings))).size).toBe(3);
  });

  it('is never an inherited key such as “toString”', () => {
    expect(reasonText('protime.tenant', [{ field: 'protime.tenant', reason: 'toString' }], words)).toBe(
      words.reasons.other,
    );
  });
});
