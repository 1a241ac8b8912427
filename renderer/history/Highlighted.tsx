import { Fragment } from 'react';
import { highlightMatches, type SearchTerms } from './search-highlights.ts';

interface Props {
  text: string;
  searchTerms: SearchTerms;
  /** The text is the name of a person. */
  isName?: boolean;
}

/** Text with search matches highlighted. */
export const Highlighted = ({ text, searchTerms, isName }: Props) => {
  let offset = 0;
  return highlightMatches(text, searchTerms, isName).map((piece) => {
    const key = offset;
    offset += piece.text.length;
    return piece.isMatch ? <mark key={key}>{piece.text}</mark> : <Fragment key={key}>{piece.text}</Fragment>;
  });
};
