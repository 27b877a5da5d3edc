import { createHash } from 'node:crypto';
import { buildBatchManifest, manifestTotalText } from '#shared/wire/batch-manifest.ts';
import type { CommandContext } from '../../platform/act.ts';
import { signWith } from '../../security/signature.ts';
import type { DeskDb } from '../open.ts';
import { findBatch, saveRelease } from './batch.ts';
import { editionToWorkBy, readInstallation } from './office.ts';

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
 * which accounts, with one hash over all of it, and is signed with the desk's key. No name stands in it. `by` null where an
 * account of this office released nothing (a correction that was decided elsewhere).
 */
export function closeBatch(
  { db, clock, record }: Pick<CommandContext, 'db' | 'clock' | 'record'>,
  batchId: string,
  by: string | null,
): void {
  const batch = findBatch(db, batchId);
  if (!batch || batch.origin === 'before') throw new Error('no such batch');
  const at = clock.now();
  const sent = sentWith(db, batchId);
  const own = readInstallation(db);
  const counts = countsOf(sent);
  const records = sent.map(({ textBytes: _text, photoBytes: _photo, ...one }) => one);
  const totalSha256 = sha256(manifestTotalText(records));
  const manifest = buildBatchManifest({
    batchId,
    day: batch.day,
    dayNo: batch.dayNo,
    origin: batch.origin,
    deviceId: own.deviceId,
    officeId: own.officeId,
    incarnation: own.incarnation,
    madeBy: batch.madeBy,
    madeAt: batch.madeAt,
    releasedBy: by,
    releasedAt: at,
    regulationEdition: editionToWorkBy(db, 'regulation', clock.today())?.id ?? '',
    records,
    counts,
    totalSha256,
  });
  const signature = signWith(own.devicePrivateKey, manifest);
  saveRelease(db, batchId, { by, at, manifest, sha256: sha256(manifest), signature });
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

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
