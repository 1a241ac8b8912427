import { describe, expect, it } from 'vitest';
import { highlightMatches, highlightTerms, termsForField } from '../../../renderer/history/search-highlights.ts';
import type { FieldName } from '../../../shared/change-event.ts';

const marked = (text: string, search: string, isName = false): string =>
  highlightMatches(text, highlightTerms(search), isName)
    .map(({ text: piece, isMatch }) => (isMatch ? `[${piece}]` : piece))
    .join('');

describe('highlighting', () => {
  it('ignores case and accents', () => {
    expect(marked('Noé El Amrani', 'NOE amrani')).toBe('[Noé] El [Amrani]');
    expect(marked('Noe', 'noé')).toBe('[Noe]');
  });

  it('matches a prefix for the last word only', () => {
    expect(marked('Jan Peeters', 'jan pee')).toBe('[Jan] [Pee]ters');
    expect(marked('Janneke Peeters', 'jan peeters')).toBe('Janneke [Peeters]');
  });

  it('matches a phrase only where its words are next to each other', () => {
    expect(marked('the keys of the north gate, north of the gate', '"north gate"')).toBe(
      'the keys of the [north gate], north of the gate',
    );
    expect(marked('El Amrani', '“el amr')).toBe('[El Amr]ani');
    expect(marked('El Amrani', '"el amr"')).toBe('El Amrani');
  });

  it('matches foreign letters (ø, ß, ł) typed as plain letters', () => {
    expect(marked('Łukasz Straße Søren', 'lukasz strasse sor')).toBe('[Łukasz] [Straße] [Sør]en');
  });

  it('matches names typed without spaces or apostrophes, and the reverse', () => {
    const name = (text: string, search: string) => marked(text, search, true);
    expect(name("Mary O'Brien", 'obrien')).toBe("Mary [O'Brien]");
    expect(name('Jan Van den Berghe', 'vandenb')).toBe('Jan [Van den B]erghe');
    expect(name('Jan Van den Berghe', 'vanden berghe')).toBe('Jan [Van den] [Berghe]');
    expect(name('Els Dhondt', "d'hondt")).toBe('Els [Dhondt]');
    expect(marked('van den berghe', 'vandenberghe')).toBe('van den berghe');
  });

  it('covers invisible characters, ligatures and wide letters', () => {
    expect(marked('Jan\u00adssens', 'jans')).toBe('[Jan\u00ads]sens');
    expect(marked('Pee\u200bters', 'peeters')).toBe('[Pee\u200bters]');
    expect(marked('de ﬁets, Ĳsland', 'f')).toBe('de [ﬁ]ets, Ĳsland');
    expect(marked('de ﬁets, Ĳsland', 'ijs')).toBe('de ﬁets, [Ĳs]land');
    expect(marked('Ｗａｕｔｅｒｓ', 'wau')).toBe('[Ｗａｕ]ｔｅｒｓ');
    expect(marked('東京タワーへ', 'タワー')).toBe('東京[タワー]へ');
    expect(marked('goed 👍🏽!', '👍')).toBe('goed [👍🏽]!');
    expect(marked('İpek', 'ipe')).toBe('[İpe]k');
  });

  it('matches whole numbers only', () => {
    expect(marked('4107 and 41', '41')).toBe('4107 and [41]');
  });

  it('treats operators of other search boxes as plain text', () => {
    expect(marked('Jan AND Els', 'jan AND')).toBe('[Jan] [AND] Els');
    expect(marked('NEAR the gate', 'near* -gate')).toBe('[NEAR] the [gate]');
  });

  it('marks every occurrence', () => expect(marked('late, very late', 'late')).toBe('[late], very [late]'));

  it('does not split accents inside a prefix', () => {
    expect(marked('Amélie', 'ame')).toBe('[Amé]lie');
    expect(marked('Ame\u0301lie', 'ame')).toBe('[Ame\u0301]lie');
  });

  it('is empty for a search without words', () => {
    expect(marked('Jan Peeters', '')).toBe('Jan Peeters');
    expect(marked('Jan Peeters', ' - "')).toBe('Jan Peeters');
  });

  it('keeps every character of the text', () => {
    const text = '“Café” – 08:00 → 09:00 (#42)';
    expect(
      highlightMatches(text, highlightTerms('caf 42'))
        .map((p) => p.text)
        .join(''),
    ).toBe(text);
  });
});

it('marks nothing in a field that is not searched', () => {
  const marked = (field: FieldName, text: string) =>
    highlightMatches(text, termsForField(field, highlightTerms('jan')))
      .filter(({ isMatch }) => isMatch)
      .map((piece) => piece.text);
  expect([marked('personId', 'Jan Peeters'), marked('from', 'Mon 4 January 2027')]).toEqual([['Jan'], []]);
});
