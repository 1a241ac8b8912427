import type { UpdateStatus } from '../shared/update.ts';

/** Checks for, downloads and installs newer versions. The methods return at once; progress is reported as a status. */
export interface Updates {
  status(): UpdateStatus;
  check(): void;
  download(): void;
  /** Closes the app and starts the version that was downloaded. */
  install(): void;
  feedChanged(): void;
  /** Starts the periodic checks. */
  begin(): void;
  close(): void;
}

export type StartUpdates = (parts: {
  /** URL of the update feed; null: no checks. */
  feed: () => string | null;
  onChange: (status: UpdateStatus) => void;
}) => Updates;

/** For web mode, which does not update itself. */
export const noUpdates: StartUpdates = () => ({
  status: () => ({ state: 'unsupported' }),
  check: () => {},
  download: () => {},
  install: () => {},
  feedChanged: () => {},
  begin: () => {},
  close: () => {},
});
