import { describe, expect, it } from 'vitest';
import { ALL_SCOPES } from '../../../electron/protime/scopes.ts';
import { accessResultOf, scopeText } from '../../../renderer/settings/scope-text.ts';
import { LANGUAGES, messagesFor } from '../../../shared/i18n/index.ts';

describe('the permissions granted by Protime', () => {
  it('have a plain text for every permission the app can use', () => {
    for (const language of LANGUAGES)
      for (const scope of ALL_SCOPES) expect(scopeText(scope, messagesFor(language).settings)).not.toBe(scope);
  });

  it('include the name of an unknown permission', () => {
    expect(scopeText('connector-protimeapi-absences.read', messagesFor('en').settings)).toBe(
      'connector-protimeapi-absences.read',
    );
  });

  it('are complete, partial or insufficient', () => {
    const scope = (granted: boolean, mandatory: boolean) => ({ scope: 's', granted, mandatory });
    expect(accessResultOf({ ok: true, scopes: [scope(true, true)], problem: null })).toBe('ok');
    expect(accessResultOf({ ok: true, scopes: [scope(true, true), scope(false, false)], problem: null })).toBe(
      'partly',
    );
    expect(accessResultOf({ ok: false, scopes: [scope(false, true)], problem: { code: 'missing-scope' } })).toBe('not');
  });
});
