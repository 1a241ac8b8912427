import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mayCheck,
  mayDownload,
  nextUpdateStatus,
  type UpdateEvent,
} from '../../../../electron/shell/updates/update-status.ts';
import { type UpdateStatus, updateStatus } from '../../../../shared/update.ts';
import { SEED } from '../../../seed.ts';

const found = { version: '1.2.0', url: 'https://feed.example/app.AppImage', isManual: false };
const checking: UpdateStatus = { state: 'checking', found: null };
const through = (status: UpdateStatus, ...events: UpdateEvent[]) => events.reduce(nextUpdateStatus, status);

describe('the update status', () => {
  it('changes from checking to available to downloading to ready', () => {
    const available = through({ state: 'none', checkedAtMs: null }, { kind: 'check-began' }, { kind: 'found', found });
    expect(available).toEqual({ state: 'available', found });
    const halfWay = through(available, { kind: 'download-began' }, { kind: 'progress', percent: 50 });
    expect(halfWay).toEqual({ state: 'downloading', found, percent: 50 });
    expect(through(halfWay, { kind: 'downloaded' })).toEqual({ state: 'downloaded', found });
  });

  it('is `none` without a newer version', () => {
    expect(through(checking, { kind: 'nothing-new', atMs: 7 })).toEqual({ state: 'none', checkedAtMs: 7 });
  });

  it('contains the failed step and its reason, and keeps the version found', () => {
    const failed = { kind: 'failed', reason: 'damaged', atMs: 9 } as const;
    expect(through(checking, failed)).toMatchObject({ during: 'check', reason: 'damaged', found: null });
    const download = through({ state: 'available', found }, { kind: 'download-began' }, failed);
    expect(download).toEqual({ state: 'failed', during: 'download', reason: 'damaged', found, atMs: 9 });
    expect(mayDownload(download)).toBe(true);
    expect(through(download, { kind: 'check-began' })).toEqual({ state: 'checking', found });
  });

  it('does not download versions that a package manager installs', () => {
    const isManual: UpdateStatus = { state: 'available', found: { ...found, isManual: true } };
    expect(through(isManual, { kind: 'download-began' })).toBe(isManual);
  });

  it('is reset with its feed', () => {
    expect(through({ state: 'downloaded', found }, { kind: 'feed-cleared' })).toEqual({ state: 'off' });
    expect(through({ state: 'downloaded', found }, { kind: 'feed-set' })).toEqual({ state: 'none', checkedAtMs: null });
  });

  const event: fc.Arbitrary<UpdateEvent> = fc.oneof(
    fc.constantFrom<UpdateEvent>(
      { kind: 'feed-set' },
      { kind: 'feed-cleared' },
      { kind: 'check-began' },
      { kind: 'download-began' },
      { kind: 'downloaded' },
      { kind: 'nothing-new', atMs: 1 },
      { kind: 'failed', reason: 'other', atMs: 2 },
      { kind: 'progress', percent: 3 },
    ),
    fc.boolean().map((isManual): UpdateEvent => ({ kind: 'found', found: { ...found, isManual } })),
  );

  it('is never ready to restart without a requested download, for any sequence of events', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let status: UpdateStatus = { state: 'off' };
        let downloads = 0;
        for (const next of events) {
          const before = status;
          status = nextUpdateStatus(status, next);
          updateStatus.parse(status);
          if (next.kind === 'feed-set' || next.kind === 'feed-cleared') downloads = 0;
          if (before.state !== 'downloading' && status.state === 'downloading') {
            expect([next.kind, mayDownload(before)]).toEqual(['download-began', true]);
            downloads += 1;
          }
          if (status.state === 'downloaded') expect(downloads).toBeGreaterThan(0);
          // Without a feed no server is asked.
          if (status.state === 'off') expect(mayCheck(status) || mayDownload(status)).toBe(false);
        }
      }),
      { seed: SEED },
    );
  });
});
