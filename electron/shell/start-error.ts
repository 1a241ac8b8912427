import { type Language, messagesFor } from '../../shared/i18n/index.ts';
import { DatabaseError } from '../database/errors.ts';
import { UsageError } from '../exit-status.ts';
import { PortInUse } from '../receiver/listen.ts';

/** One sentence for the planner about an error that ends the app before its window opens. */
export const startErrorText = (error: unknown, language: Language): string => {
  const { cannotStart } = messagesFor(language).common;
  if (error instanceof UsageError) return error.message;
  if (error instanceof PortInUse) return cannotStart.portInUse(error.port);
  if (error instanceof DatabaseError && error.code in cannotStart)
    return cannotStart[error.code as keyof typeof cannotStart & DatabaseError['code']](error.path);
  const [detail = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return cannotStart.other(detail);
};
