import { Fragment } from 'react';
import { markHits, type Wanted } from './search-highlights.ts';

interface Props {
  text: string;
  wanted: Wanted;
  /** Of a person. */
  isName?: boolean;
}

/** Text with what the search found in it marked. */
export const Marked = ({ text, wanted, isName }: Props) => {
  let at = 0;
  return markHits(text, wanted, isName).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.isHit ? <mark key={key}>{piece.text}</mark> : <Fragment key={key}>{piece.text}</Fragment>;
  });
};
