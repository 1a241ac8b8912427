import { useMessages } from '../store/context.ts';
import type { Reading } from '../store/use-request.ts';
import { Button } from './Button.tsx';
import { Spinner } from './Spinner.tsx';

interface Props extends Pick<Reading<unknown>, 'failed' | 'again'> {
  /** Why there is nothing to show. */
  failure: string;
  className: string | undefined;
}

/** Stands where something is still being read, or could not be. */
export const Unread = ({ failed, again, failure, className }: Props) => {
  const { common } = useMessages();
  return failed ? (
    <p className={className} role="alert">
      {failure} <Button onClick={again}>{common.retry}</Button>
    </p>
  ) : (
    <div className={className}>
      <Spinner label={common.loading} />
    </div>
  );
};
