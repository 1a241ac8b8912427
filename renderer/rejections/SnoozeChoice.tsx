import { useEffect, useRef } from 'react';
import type { Rejection } from '../../shared/rejection.ts';
import type { Texts } from '../store/texts.ts';
import shared from '../styles/shared.module.css';
import { Button, IconButton } from '../ui/Button.tsx';
import styles from './RejectionRow.module.css';
import type { RejectionActions } from './use-rejection-actions.ts';

interface Props {
  rejection: Rejection;
  texts: Texts;
  actions: RejectionActions;
  /** Called after choosing or cancelling. */
  onClose: () => void;
}

/** Snooze options, shown instead of the row's buttons. Escape cancels; focus returns to the row. */
export const SnoozeChoice = ({ rejection, texts, actions, onClose }: Props) => {
  const { common, rejections } = texts.messages;
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const row = group.current?.closest('[data-row-item]')?.querySelector<HTMLElement>('[data-row]');
    group.current?.querySelector('button')?.focus();
    return () => {
      if (document.activeElement === document.body || group.current?.contains(document.activeElement)) row?.focus();
    };
  }, []);
  const choose = (until: 'tomorrow' | 'change') => {
    actions.snooze(rejection, until);
    onClose();
  };
  return (
    <fieldset
      ref={group}
      className={styles.choice}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <legend className={shared.hidden}>
        {rejections.labelOfRow(rejections.snooze, texts.person(rejection.personId))}
      </legend>
      <Button onClick={() => choose('tomorrow')}>{rejections.untilTomorrow}</Button>
      <Button onClick={() => choose('change')}>{rejections.untilChange}</Button>
      <IconButton icon="close" label={common.cancel} onClick={onClose} />
    </fieldset>
  );
};
