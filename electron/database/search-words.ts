/**
 * What a planner typed as a full-text question: every word must occur, the last one may be the beginning of a word, quotes
 * hold a phrase together. Whatever FTS5 would take for an operator is plain text here.
 * @returns undefined when there is nothing to look for.
 */
export const toMatch = (text: string): string | undefined => {
  const terms = text.match(/"[^"]*"?|[^\s"]+/g) ?? [];
  const parts = terms.map((term, i) => {
    const isPhrase = term.startsWith('"');
    const words = (isPhrase ? term.replaceAll('"', ' ') : term).match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
    if (words.length === 0) return '';
    const isLast = i === terms.length - 1 && !(isPhrase && term.length > 1 && term.endsWith('"'));
    return `"${words.join(' ')}"${isLast ? '*' : ''}`;
  });
  return parts.filter(Boolean).join(' AND ') || undefined;
};
