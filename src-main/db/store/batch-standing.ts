import type { SignedManifest } from '#shared/wire/batch-manifest.ts';
import { type BatchStanding, readBatchStanding } from '#shared/wire/batch-standing.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { CommandContext } from '../../platform/act.ts';
import { signatureHolds } from '../../security/signature.ts';
import type { DeskDb } from '../open.ts';
import { findBatch } from './batch.ts';
import { readInstallation } from './office.ts';

/** What the region last said of a batch, and what stood in the way of showing it. */
export type KeptStanding = {
  readonly shownAt: string | null;
  readonly standing: BatchStanding | null;
  readonly trouble: string | null;
};

/** Null = the region was not shown this batch yet. */
export function standingOfBatch(db: DeskDb, batchId: string): KeptStanding | null {
  const row = db
    .statement('SELECT shown_at AS shownAt, body, trouble FROM batch_standing WHERE batch_id = ?')
    .get(batchId) as { shownAt: string | null; body: string | null; trouble: string | null } | undefined;
  if (!row) return null;
  return {
    shownAt: row.shownAt,
    standing: row.body === null ? null : readBatchStanding(row.body),
    trouble: row.trouble,
  };
}

type Signed = { readonly batchId: string; readonly manifest: SignedManifest };

const signedBatches = `FROM batch b LEFT JOIN batch_standing s ON s.batch_id = b.id
  WHERE b.state = 'released' AND b.manifest_signature IS NOT NULL`;

/** Released batches whose manifest the region has not got, the oldest first, at most `limit`. */
export function batchesToShow(db: DeskDb, limit: number): Signed[] {
  return read(db, `${signedBatches} AND s.shown_at IS NULL AND s.trouble IS NULL ORDER BY b.released_at, b.id`, limit);
}

/** Released batches without the region's receipt, shown or not, the newest first, at most `limit`. */
export function incompleteBatches(db: DeskDb, limit: number): Signed[] {
  return read(db, `${signedBatches} AND coalesce(s.complete, 0) = 0 ORDER BY b.released_at DESC, b.id DESC`, limit);
}

function read(db: DeskDb, from: string, limit: number): Signed[] {
  const rows = db
    .statement(`SELECT b.id AS batchId, b.manifest AS body, b.manifest_signature AS signature ${from} LIMIT ?`)
    .all(limit) as { batchId: string; body: string; signature: string }[];
  return rows.map(({ batchId, ...manifest }) => ({ batchId, manifest }));
}

/** Notes that the region has the manifest of a batch, or, with `trouble` in Chinese, why it did not take it. */
export function noteShown(db: DeskDb, batchId: string, at: string, trouble: string | null = null): void {
  db.statement(
    `INSERT INTO batch_standing (batch_id, shown_at, trouble) VALUES (@batchId, @shownAt, @trouble)
     ON CONFLICT (batch_id) DO UPDATE SET shown_at = coalesce(shown_at, excluded.shown_at), trouble = excluded.trouble
     WHERE complete = 0`,
  ).run({ batchId, shownAt: trouble === null ? at : null, trouble });
}

/** The region knows nothing of a batch that it was shown (it lost its data): it is shown again. */
export function forgetShown(db: DeskDb, batchIds: readonly string[]): void {
  const forget = db.statement('UPDATE batch_standing SET shown_at = NULL WHERE batch_id = ? AND complete = 0');
  for (const batchId of batchIds) forget.run(batchId);
}

/**
 * Keeps what the region says of a batch: only where the pinned key signed it for exactly the manifest that is here, and
 * never in place of a newer word or of the receipt. `completed`: with it the whole batch is received.
 */
export function takeBatchStanding(
  { db, record }: Pick<CommandContext, 'db' | 'record'>,
  signed: SignedText,
): 'kept' | 'completed' | 'known' | 'strange' {
  const { regionPublicKey } = readInstallation(db);
  const said = signatureHolds(signed.body, signed.signature, regionPublicKey) ? readBatchStanding(signed.body) : null;
  const batch = said && findBatch(db, said.batchId);
  if (!said || !batch || batch.manifestSha256 !== said.manifestSha256) return 'strange';
  const before = db
    .statement('SELECT complete, said_at AS saidAt FROM batch_standing WHERE batch_id = ?')
    .get(said.batchId) as { complete: number; saidAt: string | null } | undefined;
  if (before?.complete === 1 || (before?.saidAt && before.saidAt > said.at)) return 'known';
  db.statement(
    `INSERT INTO batch_standing (batch_id, shown_at, body, signature, records, arrived, complete, said_at)
     VALUES (@batchId, @at, @body, @signature, @records, @arrived, @complete, @at)
     ON CONFLICT (batch_id) DO UPDATE SET shown_at = coalesce(shown_at, excluded.shown_at), body = excluded.body,
       signature = excluded.signature, records = excluded.records, arrived = excluded.arrived,
       complete = excluded.complete, said_at = excluded.said_at, trouble = NULL`,
  ).run({
    ...signed,
    batchId: said.batchId,
    at: said.at,
    records: said.records,
    arrived: said.arrived,
    complete: said.complete ? 1 : 0,
  });
  if (!said.complete) return 'kept';
  const { records, stored, joined, refused, extra, at } = said;
  record({
    kind: 'batch.receivedWhole',
    subjectNoun: 'batch',
    subjectId: said.batchId,
    payload: { records, stored, joined, refused, extra, receivedAt: at },
  });
  return 'completed';
}
