import { useMessages } from '../store/context.ts';
import type { RequestResult } from '../store/use-request.ts';
import { Button } from './Button.tsx';
import { Spinner } from './Spinner.tsx';

interface Props extends Pick<RequestResult<unknown>, 'failed' | 'refetch'> {
  /** Error text. */
  errorText: string;
  className: string | undefined;
}

/** Shows a spinner while loading, or an error with a retry button. */
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
