import { describe, expect, it } from 'vitest';
import { fold, joinedWords, placedWords, wordsOf } from '../../shared/fold.ts';
import { createListFilter, filterText } from '../../shared/list-filter.ts';

describe('folded text', () => {
  it.each([
    ['Łukasz Øster Straße GROẞ', 'lukasz oster strasse gross'],
    ['Ðorđe Ħal Ŧ İpek Yılmaz', 'dorde hal t ipek yilmaz'],
    ['Æsir Œuvre Þór', 'aesir oeuvre thor'],
    ['Zoë Noémie Çelik Ştefan Ǻ', 'zoe noemie celik stefan a'],
    ['ĳs Ĳ ﬁets ﬂat ǅ', 'ijs ij fiets flat dz'],
    ['Ｆｕｌｌ　１２', 'full 12'],
    ['Jan\u00adssens Pee\u200bters \ufeffMaes\u2060 De\u200d Vos\u200e', 'janssens peeters maes de vos'],
    ['ΣΟΦΟΣ σοφος', 'σοφοσ σοφοσ'],
    ['OʼBrien', "o'brien"],
    ['ﻣﺤﻤﺪ مـحـمد', 'محمد محمد'],
  ])('is %s as it is typed without the right keys', (text, typed) => {
    expect(fold(text)).toBe(typed);
  });

  it('equals the folded letters one by one, and does not change when folded again', () => {
    for (let code = 0; code < 0x32000; code += 1) {
      const letter = String.fromCodePoint(code);
      const text = `Aσ${letter}Σ${letter}b`;
      const folded = fold(text);
      if (folded !== Array.from(text, fold).join('') || fold(folded) !== folded) expect([code, folded]).toBe(text);
    }
  });
});

describe('the words of a text', () => {
  it.each([
    ['Gate 4: "oak"\tC:\\news', 'gate 4 oak c news'],
    ['東京タワー ok', '東 京 タ ワ ー ok'],
    ['naar 東京x', 'naar 東 京 x'],
    ['🎂 bij👍🏽ons 🇧🇪', '🎂 bij 👍 ons 🇧 🇪'],
    ['“Één – twee…”', 'een twee'],
    ['* + "" —', ''],
  ])('of %s are %s', (text, words) => {
    expect(wordsOf(text).join(' ')).toBe(words);
  });

  it('have their positions in the original text', () => {
    const placed = (text: string) =>
      placedWords(text).map(({ word, start, endOf }) => [word, text.slice(start, endOf(word.length))]);
    for (const text of ['Łukasz, Straße!', 'Ame\u0301lie', 'de ﬁets', 'Jan\u00adssens x', 'a東京', 'og 👍🏽', '한국'])
      expect(placed(text).map(([word]) => word)).toEqual(wordsOf(text));
    expect(placed('Łukasz, Straße!')).toEqual([
      ['lukasz', 'Łukasz'],
      ['strasse', 'Straße'],
    ]);
    expect(placed('op Jan\u00adssens.')[1]).toEqual(['janssens', 'Jan\u00adssens']);
    const [fiets] = placedWords('ﬁets');
    expect([fiets?.endOf(1), fiets?.endOf(2), fiets?.endOf(3)]).toEqual([1, 1, 2]);
    const [amelie] = placedWords('Ame\u0301lie');
    expect(amelie?.endOf(3)).toBe(4);
  });

  it('match as neighbours when typed as one word', () => {
    expect(joinedWords(wordsOf('Van den Berghe'))).toEqual(['vanden', 'vandenberghe', 'denberghe']);
    expect(joinedWords(wordsOf("O'Brien"))).toEqual(['obrien']);
    expect(joinedWords(['maes'])).toEqual([]);
  });
});

describe('the filter of a list', () => {
  const names = ['Łukasz Nowak', 'Inge Øster', 'Jörg Straße', "Mary O'Brien", 'Jan Van den Berghe', 'Els Dhondt'];
  it.each([
    ['lukasz', 'Łukasz Nowak'],
    ['oster', 'Inge Øster'],
    ['strasse', 'Jörg Straße'],
    ['obrien', "Mary O'Brien"],
    ['O’Brien m', "Mary O'Brien"],
    ['vandenberghe', 'Jan Van den Berghe'],
    ["D'hondt", 'Els Dhondt'],
    ['now', 'Łukasz Nowak'],
    ['\u00ad', names.join()],
    ['###', ''],
  ])('finds by %s: %s', (typed, found) => {
    const isMatch = createListFilter(typed);
    expect(
      names.filter((name) => isMatch(filterText(...name.split(' ', 1), name.slice(name.indexOf(' ') + 1)))).join(),
    ).toBe(found);
  });
});
