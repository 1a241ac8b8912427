const words = (text: string) => text.split(' ') as [string, ...string[]];

export const FIRST_NAMES = words(
  'Anna Bram Carla Dirk Eva Farid Greta Hugo Inés Jonas Kaja Lars Maja Niels Óscar Petra Qasim Rosa Søren Tomasz ' +
    'Ulla Viktor Wanda Xenia Yusuf Zoë Åsa Émile Łukasz Jürgen François Noémie Loïc Maïté Jan Piet Joris Korneel An Els',
);
export const LAST_NAMES = words(
  'Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters DeSmet Dubois Lambert Dupont Martin Simon ' +
    'Laurent Lefebvre Müller Çelik García Novák Öberg Björk Sørensen Nowak Rossi Schmidt Berg Dahl Koch Visser Bakker ' +
    'Smit Meijer Mulder Bos Vos Hendriks Dekker Brouwer Leroy Renard Collin Gérard Denis Noël Hubert Fontaine Marchal Pirard',
);
const SYLLABLES = words(
  'ka lo mi ter va sen dor pla tri on est al ber ing co ra fi mu do ne gra shi lu per to an ro de st ma',
);
/** Occurs in about every tenth line. */
export const COMMON = 'wissel';
/** Occurs in about fifty lines. */
export const RARE = 'zeldzaam';
const SIZE = 8000;

/** Sentences of 4 to 16 words, of which a few are said all the time and most hardly ever. */
export const createVocabulary = (random: () => number): (() => string) => {
  const vocabulary = new Set<string>([COMMON]);
  while (vocabulary.size < SIZE) {
    const length = 2 + Math.floor(random() * 3);
    const word = Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('');
    if (word.length > 3) vocabulary.add(word);
  }
  const all = [...vocabulary];
  const shares: number[] = [];
  let sum = 0;
  for (let n = 0; n < SIZE; n++) {
    sum += 1 / (n + 8) ** 1.02;
    shares.push(sum);
  }
  const word = (): string => {
    const wanted = random() * sum;
    let [low, high] = [0, SIZE - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((shares[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return all[low] ?? COMMON;
  };
  return () => {
    const sentence = Array.from({ length: 4 + Math.floor(random() * 13) }, word);
    if (random() < 0.0001) sentence.push(RARE);
    return sentence.join(' ');
  };
};
