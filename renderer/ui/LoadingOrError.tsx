import { useMessages } from '../store/context.ts';
import type { RequestResult } from '../store/use-request.ts';
import { Button } from './Button.tsx';
import { Spinner } from './Spinner.tsx';

interface Props extends Pick<RequestResult<unknown>, 'failed' | 'again'> {
  /** Why there is nothing to show. */
  failure: string;
  className: string | undefined;
}

/** Stands where something is still being read, or could not be. */
export const LoadingOrError = ({ failed, again: refetch, failure: errorText, className }: Props) => {
  const { common } = useMessages();
  return failed ? (
    <p className={className} role="alert">
      {errorText} <Button onClick={refetch}>{common.retry}</Button>
    </p>
  ) : (
    <div className={className}>
      <Spinner label={common.loading} />
    </div>
  );
};
