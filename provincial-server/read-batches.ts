import type { BatchList, BatchListQuery } from '#shared/wire/batches-v2.ts';
import type { ServerDb } from './database.ts';
import { countBatches } from './store/batch-count.ts';

type Line = BatchList['batches'][number];
type Row = Omit<Line, 'releasedAt' | 'completeAt' | 'records' | 'arrived' | 'refused' | 'missing'> & {
  readonly releasedAt: Date;
  readonly completeAt: Date | null;
};

/** Batches as the region's people see them, the newest first, each counted against what arrived. */
export async function readBatches(db: ServerDb, asked: BatchListQuery): Promise<BatchList> {
  const rows = await db.query<Row>(
    `SELECT b.batch_id AS "batchId", b.day, b.day_no AS "dayNo", b.origin, b.device_id AS "deviceId",
       d.desk_name AS "deskName", b.office_id AS "officeId", b.made_by AS "madeBy", b.released_by AS "releasedBy",
       b.released_at AS "releasedAt", b.body_sha256 AS "manifestSha256", b.complete_at AS "completeAt"
     FROM batch b LEFT JOIN enrolled_desk d USING (device_id)
     WHERE ($1::uuid IS NULL OR b.office_id = $1) AND ($2::uuid IS NULL OR b.device_id = $2)
       AND ($3::uuid IS NULL OR b.batch_id = $3) AND (NOT $4::boolean OR b.complete_at IS NULL)
     ORDER BY b.released_at DESC, b.batch_id DESC LIMIT $5`,
    [asked.office ?? null, asked.device ?? null, asked.batch ?? null, asked.open === 'true', asked.limit],
  );
  const counts = new Map(
    (
      await countBatches(
        db,
        rows.map((row) => row.batchId),
      )
    ).map((one) => [one.batchId, one]),
  );
  const batches = rows.flatMap((row): Line[] => {
    const count = counts.get(row.batchId);
    if (!count) return [];
    const { records, stored, joined, refused, undecided, differing, extra, missing } = count;
    return [
      {
        ...row,
        releasedAt: row.releasedAt.toISOString(),
        completeAt: row.completeAt?.toISOString() ?? null,
        records,
        arrived: stored + joined + refused,
        refused,
        undecided,
        differing,
        extra,
        missing: [...missing],
      },
    ];
  });
  return { v: 2, batches };
}
