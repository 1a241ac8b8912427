import type { UpdateStatus } from '../shared/update.ts';

/** Whoever knows of newer versions of the app. What is asked of it happens in the background and is told as a status. */
export interface Updates {
  status(): UpdateStatus;
  check(): void;
  download(): void;
  /** Closes the app and starts the version that was downloaded. */
  install(): void;
  feedChanged(): void;
  /** From now on it looks by itself, now and then. */
  begin(): void;
  close(): void;
}

export type StartUpdates = (parts: {
  /** Where new versions are announced; null: nobody is asked. */
  feed: () => string | null;
  onChange: (status: UpdateStatus) => void;
}) => Updates;

/** For a terminal: whoever started it from there updates it from there. */
export const noUpdates: StartUpdates = () => ({
  status: () => ({ state: 'unsupported' }),
  check: () => {},
  download: () => {},
  install: () => {},
  feedChanged: () => {},
  begin: () => {},
  close: () => {},
});
