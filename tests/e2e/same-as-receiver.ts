import { expect } from '@playwright/test';
import type { DeskFile } from './main-job-desk-file.ts';
import type { Receiver } from './main-job-receiver.ts';

/** Number, person and photo of every sent record are the receiver's, and it has nothing else. */
export function expectSameAsReceiver(desk: DeskFile, receiver: Receiver, count: number): void {
  const { counts, candidacies } = receiver.report();
  const rows = candidacies.map(({ candidacyId, revision, candidacyNo, photoSha256 }) => ({
    candidacyId,
    revision,
    candidacyNo,
    photoSha256,
  }));
  expect(desk.sent).toHaveLength(count);
  expect(rows).toEqual(desk.sent);
  expect(counts).toMatchObject({
    messages: count,
    refused: 0,
    persons: count,
    photos: new Set(rows.map((row) => row.photoSha256)).size,
    openCases: 0,
  });
  expect(desk.receipts).toBe(count);
  expect(desk.statuses['received']).toBe(count);
  expect(desk.releasedByTheSame, '四眼').toBe(0);
  expect(desk.integrity).toBe('ok');
}
