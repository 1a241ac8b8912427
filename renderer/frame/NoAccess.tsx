import type { AccessRefusal } from '../../shared/access.ts';
import { useMessages } from '../store/context.ts';
import { EmptyState } from '../ui/EmptyState.tsx';

/** In place of every screen of web mode while the app refuses this page. */
export const NoAccess = ({ reason }: { reason: AccessRefusal }) => {
  const { access } = useMessages().common;
  return (
    <main role="alert">
      <EmptyState icon="shield" title={access.title}>
        <p>{access.refused[reason]}</p>
        {reason !== 'too-many-attempts' && <p>{access.advice}</p>}
      </EmptyState>
    </main>
  );
};
