import type { ForgottenPerson } from '../../../shared/maintenance.ts';
import { useApi, useMessages, useToasts } from '../../store/context.ts';
import { useTexts } from '../../store/texts.ts';
import { useErrorToast } from '../../store/use-error-toast.ts';
import { useRequest } from '../../store/use-request.ts';
import shared from '../../styles/shared.module.css';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { HeldRows } from '../../ui/held/HeldRows.tsx';
import styles from './DataSettings.module.css';

/**
 * Forgotten people, identified only by date.
 * @param forgetCount changes when a person is forgotten, to read the list again.
 */
export const ForgottenPeople = ({ forgetCount }: { forgetCount: number }) => {
  const { data } = useMessages();
  const texts = useTexts();
  const api = useApi();
  const show = useToasts((s) => s.show);
  const showError = useErrorToast();
  const read = () => api.call('person.forgotten', undefined);
  const { data: people, refetch } = useRequest(read, [api, forgetCount], showError);
  const allowAgain = ({ id }: ForgottenPerson) => {
    api.call('person.allowAgain', { id }).then(() => {
      show({ text: data.allowed });
      refetch();
    }, showError);
  };
  if (!people?.length) return null;
  return (
    <div>
      <h4>{data.forgottenPeople}</h4>
      <p className={shared.soft}>{data.forgottenHint}</p>
      <HeldRows items={people} idOf={(person) => person.id} gender="f" className={classNames(shared.list, styles.list)}>
        {(person) => (
          <>
            <span className={styles.name}>{data.forgottenOn(texts.instant(person.forgottenAtMs))}</span>
            <Button
              variant="quiet"
              data-action="allow"
              aria-label={data.allowOne(texts.instant(person.forgottenAtMs))}
              onClick={() => allowAgain(person)}
            >
              {data.allowAgain}
            </Button>
          </>
        )}
      </HeldRows>
    </div>
  );
};
