import { type FoundUpdate, foundUpdate, type UpdateFailure, type UpdateStatus } from '../../../shared/update.ts';
import type { Logger } from '../../log.ts';
import type { StartUpdates } from '../../updates.ts';
import { mayCheck, mayDownload, nextUpdateStatus, type UpdateEvent } from './update-status.ts';

/** Source of new versions. Its methods throw UpdateError. */
export interface UpdateSource {
  /** The newer version a feed announces, if there is one. */
  check(feed: string): Promise<FoundUpdate | undefined>;
  /** Downloads the version found last and verifies its checksum. */
  download(onProgress: (percent: number) => void): Promise<void>;
  /** Ends the app and starts the version that was downloaded. */
  install(): void;
}

/** Why a check or a download failed. */
export class UpdateError extends Error {
  readonly reason: UpdateFailure;
  constructor(reason: UpdateFailure, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'UpdateError';
    this.reason = reason;
  }
}

export interface UpdatesOptions {
  /** Loaded when it is first needed. */
  loadSource: () => Promise<UpdateSource>;
  log: Logger;
  now?: () => number;
  /** Delay of the first check, in ms. */
  firstCheckMs?: number;
}

const EVERY_MS = 6 * 3_600_000;

/**
 * Checks for newer versions while a feed is set: a while after the start, then four times a day. It only reports; the
 * planner starts the download and the restart.
 */
export const createUpdates =
  ({ loadSource, log, now = Date.now, firstCheckMs = 60_000 }: UpdatesOptions): StartUpdates =>
  ({ feed, onChange }) => {
    let status: UpdateStatus = feed() === null ? { state: 'off' } : { state: 'none', checkedAtMs: null };
    let timer: NodeJS.Timeout | undefined;
    /** Increased with each change of the feed, to ignore late answers of the previous one. */
    let feedGeneration = 0;

    const applyEvent = (event: UpdateEvent) => {
      const before = status;
      status = nextUpdateStatus(before, event);
      if (status !== before) onChange(status);
    };
    const inBackground = async (work: (loadSource: UpdateSource) => Promise<UpdateEvent>): Promise<void> => {
      const ownGeneration = feedGeneration;
      const outcome = await loadSource()
        .then(work)
        .catch((error: unknown): UpdateEvent => {
          log.warn('the update check or download failed', { error: String(error) });
          return { kind: 'failed', reason: error instanceof UpdateError ? error.reason : 'other', atMs: now() };
        });
      if (ownGeneration === feedGeneration) applyEvent(outcome);
    };

    const check = () => {
      const address = feed();
      if (address === null || !mayCheck(status)) return;
      applyEvent({ kind: 'check-began' });
      void inBackground(async (from) => {
        const found = await from.check(address);
        return found ? { kind: 'found', found } : { kind: 'nothing-new', atMs: now() };
      });
    };
    const checkAfter = (delayMs: number) => {
      timer = setTimeout(() => {
        check();
        checkAfter(EVERY_MS);
      }, delayMs).unref();
    };

    return {
      status: () => status,
      check,
      download: () => {
        if (!mayDownload(status)) return;
        const ownGeneration = feedGeneration;
        applyEvent({ kind: 'download-began' });
        void inBackground(async (from) => {
          await from.download((percent) => {
            if (ownGeneration === feedGeneration) applyEvent({ kind: 'progress', percent });
          });
          return { kind: 'downloaded' };
        });
      },
      install: () => {
        if (status.state !== 'downloaded') return;
        log.info('restarting into the newer version', { version: foundUpdate(status)?.version });
        void loadSource().then((from) => from.install());
      },
      feedChanged: () => {
        feedGeneration += 1;
        applyEvent({ kind: feed() === null ? 'feed-cleared' : 'feed-set' });
        check();
      },
      begin: () => checkAfter(firstCheckMs),
      close: () => clearTimeout(timer),
    };
  };
