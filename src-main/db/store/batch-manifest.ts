import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { CommandContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { accountById } from './account.ts';
import { findBatch, saveRelease } from './batch.ts';
import { readInstallation } from './office.ts';

type Sent = {
  readonly candidacyId: string;
  readonly revision: number;
  readonly messageId: string;
  readonly deskSeq: number;
  readonly bodySha256: string;
  readonly photoSha256: string | null;
  readonly textBytes: number;
  readonly photoBytes: number;
};

export type ManifestCounts = { readonly records: number; readonly textBytes: number; readonly photoBytes: number };

/**
 * Closes a batch whose records have just been released, in the same transaction: its manifest says what left the house, by
 * whom, and one hash over all of it. No name of a pupil stands in it. `by` null where an account of this office released
 * nothing (a correction that was decided elsewhere).
 */
export function closeBatch(
  { db, clock, record }: Pick<CommandContext, 'db' | 'clock' | 'record'>,
  batchId: string,
  by: string | null,
): void {
  const batch = findBatch(db, batchId);
  if (!batch) throw new Error('no such batch');
  const at = clock.now();
  const records = sentWith(db, batchId);
  const own = readInstallation(db);
  const counts = countsOf(records);
  const totalSha256 = sha256(
    records.map((one) => `${one.messageId} ${one.bodySha256} ${one.photoSha256 ?? '-'}\n`).join(''),
  );
  const manifest = canonicalJson({
    v: 1,
    kind: 'batch',
    batchId,
    day: batch.day,
    dayNo: batch.dayNo,
    origin: batch.origin,
    deviceId: own.deviceId,
    deskName: own.deskName,
    officeId: own.officeId,
    madeBy: person(db, batch.madeBy),
    madeAt: batch.madeAt,
    releasedBy: person(db, by),
    releasedAt: at,
    records: records.map(({ textBytes: _text, photoBytes: _photo, ...one }) => one),
    counts,
    totalSha256,
  });
  saveRelease(db, batchId, { by, at, manifest, sha256: sha256(manifest) });
  record({
    kind: 'batch.released',
    subjectNoun: 'batch',
    subjectId: batchId,
    payload: { origin: batch.origin, ...counts, totalSha256 },
  });
}

/** What a stored manifest counts, and its one hash over all records. */
export function readManifest(manifest: string): ManifestCounts & { readonly totalSha256: string } {
  const { counts, totalSha256 } = JSON.parse(manifest) as { counts: ManifestCounts; totalSha256: string };
  return { ...counts, totalSha256 };
}

function countsOf(records: readonly Sent[]): ManifestCounts {
  return {
    records: records.length,
    textBytes: records.reduce((sum, one) => sum + one.textBytes, 0),
    photoBytes: records.reduce((sum, one) => sum + one.photoBytes, 0),
  };
}

function sentWith(db: DeskDb, batchId: string): Sent[] {
  return db
    .statement(
      `SELECT r.candidacy_id AS candidacyId, r.revision, o.message_id AS messageId, o.desk_seq AS deskSeq,
         o.body_sha256 AS bodySha256, o.photo_sha256 AS photoSha256, length(CAST(o.body AS BLOB)) AS textBytes,
         coalesce(p.byte_length, 0) AS photoBytes
       FROM batch_record r JOIN outbox o ON o.message_id = r.message_id
       LEFT JOIN photo_blob p ON p.sha256 = o.photo_sha256
       WHERE r.batch_id = ? ORDER BY r.position`,
    )
    .all(batchId) as Sent[];
}

function person(db: DeskDb, userId: string | null) {
  return userId === null ? null : { id: userId, displayName: accountById(db, userId)?.displayName ?? '' };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
