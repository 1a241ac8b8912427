import { useMessages } from '../store/context.ts';
import type { RequestResult } from '../store/use-request.ts';
import { Button } from './Button.tsx';
import { Spinner } from './Spinner.tsx';

interface Props extends Pick<RequestResult<unknown>, 'failed' | 'refetch'> {
  /** Why there is nothing to show. */
  errorText: string;
  className: string | undefined;
}

/** Stands where something is still being read, or could not be. */
export const LoadingOrError = ({ failed, refetch, errorText, className }: Props) => {
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
