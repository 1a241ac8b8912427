import { type FoundUpdate, foundUpdate, type UpdateFailure, type UpdateStatus } from '../../../shared/update.ts';

export type UpdateEvent =
  | { kind: 'feed-set' }
  | { kind: 'feed-cleared' }
  | { kind: 'check-began' }
  | { kind: 'nothing-new'; atMs: number }
  | { kind: 'found'; found: FoundUpdate }
  | { kind: 'download-began' }
  | { kind: 'progress'; percent: number }
  | { kind: 'downloaded' }
  | { kind: 'failed'; reason: UpdateFailure; atMs: number };

/** The status after an event. An event that no longer applies, e.g. of a replaced feed, changes nothing. */
export const nextUpdateStatus = (status: UpdateStatus, event: UpdateEvent): UpdateStatus => {
  const found = foundUpdate(status) ?? null;
  switch (event.kind) {
    case 'feed-cleared':
      return { state: 'off' };
    case 'feed-set':
      return { state: 'none', checkedAtMs: null };
    case 'check-began':
      return mayCheck(status) ? { state: 'checking', found } : status;
    case 'nothing-new':
      return status.state === 'checking' ? { state: 'none', checkedAtMs: event.atMs } : status;
    case 'found':
      return status.state === 'checking' ? { state: 'available', found: event.found } : status;
    case 'download-began':
      return found && mayDownload(status) ? { state: 'downloading', found, percent: 0 } : status;
    case 'progress':
      return status.state === 'downloading' ? { ...status, percent: event.percent } : status;
    case 'downloaded':
      return status.state === 'downloading' ? { state: 'downloaded', found: status.found } : status;
    case 'failed': {
      const during = DURING[status.state];
      return during ? { state: 'failed', during, reason: event.reason, found, atMs: event.atMs } : status;
    }
  }
};

const DURING: Partial<Record<UpdateStatus['state'], 'check' | 'download'>> = {
  checking: 'check',
  downloading: 'download',
};

/** False while an update is in progress or waits for the restart. */
export const mayCheck = ({ state }: UpdateStatus): boolean =>
  state === 'none' || state === 'available' || state === 'failed';

/** Only an update that the app can install by itself. */
export const mayDownload = (status: UpdateStatus): boolean =>
  (status.state === 'available' || status.state === 'failed') && foundUpdate(status)?.isManual === false;
