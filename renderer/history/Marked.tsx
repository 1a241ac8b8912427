import { Fragment } from 'react';
import { markHits, type Wanted } from './marks.ts';

/** Text with what the search found in it marked. */
export const Marked = ({ text, wanted }: { text: string; wanted: Wanted }) => {
  let at = 0;
  return markHits(text, wanted).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.isHit ? <mark key={key}>{piece.text}</mark> : <Fragment key={key}>{piece.text}</Fragment>;
  });
};
