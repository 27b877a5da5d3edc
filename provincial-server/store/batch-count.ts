import { mostMissingNamed } from '#shared/wire/batch-standing.ts';
import type { Connection } from '../database.ts';

/** What is here of one batch, counted from the records themselves. */
export type BatchCount = {
  readonly batchId: string;
  readonly records: number;
  /** judged, with exactly the content of the manifest */
  readonly stored: number;
  readonly joined: number;
  readonly refused: number;
  /** kept for people of the region */
  readonly undecided: number;
  /** here with other content */
  readonly differing: number;
  /** arrived with a number of the batch, and not in its manifest */
  readonly extra: number;
  /** message ids that have not arrived so, the first of them */
  readonly missing: readonly string[];
};

type Row = Omit<BatchCount, 'missing'> & { readonly missing: readonly string[] | null };

/**
 * Counts batches against what arrived. A record counts under its message id, from the batch's own desk, with the text and
 * photo that the manifest names. `extra` are numbers between the batch's first and last, under the same opening of the
 * desk's file: a batch is released in one step, so nothing else can have one.
 */
export async function countBatches(connection: Connection, ids: readonly string[]): Promise<readonly BatchCount[]> {
  const rows = await connection.query<Row>(
    `WITH line AS (
       SELECT r.batch_id, r.position, r.message_id, m.outcome,
         m.message_id IS NOT NULL AS known,
         m.body_sha256 = r.body_sha256 AND m.photo_sha256 IS NOT DISTINCT FROM r.photo_sha256 AS same,
         u.body_sha256 = r.body_sha256 AS waits
       FROM batch b JOIN batch_record r USING (batch_id)
       LEFT JOIN message m ON m.message_id = r.message_id AND m.device_id = b.device_id
       LEFT JOIN undecided_message u ON u.message_id = r.message_id AND u.device_id = b.device_id
       WHERE b.batch_id = ANY($1::uuid[])),
     span AS (
       SELECT b.batch_id, b.device_id, b.incarnation, min(r.desk_seq) AS first, max(r.desk_seq) AS last
       FROM batch b JOIN batch_record r USING (batch_id) WHERE b.batch_id = ANY($1::uuid[]) GROUP BY b.batch_id)
     SELECT batch_id AS "batchId", count(*)::integer AS records,
       (count(*) FILTER (WHERE same AND outcome = 'stored'))::integer AS stored,
       (count(*) FILTER (WHERE same AND outcome = 'joined'))::integer AS joined,
       (count(*) FILTER (WHERE same AND outcome = 'refused'))::integer AS refused,
       (count(*) FILTER (WHERE NOT known AND waits))::integer AS undecided,
       (count(*) FILTER (WHERE known AND NOT same))::integer AS differing,
       (SELECT count(*)::integer FROM span s JOIN arrived_number n
          ON n.device_id = s.device_id AND n.incarnation = s.incarnation AND n.desk_seq BETWEEN s.first AND s.last
        WHERE s.batch_id = line.batch_id AND n.message_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM batch_record r WHERE r.batch_id = s.batch_id AND r.message_id = n.message_id)) AS extra,
       (array_agg(message_id::text ORDER BY position) FILTER (WHERE same IS NOT TRUE))[1:${mostMissingNamed}] AS missing
     FROM line GROUP BY batch_id`,
    [[...ids]],
  );
  return rows.map((row) => ({ ...row, missing: row.missing ?? [] }));
}
