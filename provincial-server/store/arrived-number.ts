import type { Connection } from '../database.ts';

/** A number of a desk, within one opening of its file, and which message has it; `signature`: the desk's own word for it. */
type DeskNumber = {
  readonly deviceId: string;
  readonly incarnation: string;
  readonly deskSeq: number;
  readonly messageId: string;
  readonly signature?: string | undefined;
};

/** Notes that these numbers of desks have arrived. */
export async function noteNumbers(connection: Connection, numbers: readonly DeskNumber[]): Promise<void> {
  const rows = numbers.map((one) => ({
    device_id: one.deviceId,
    incarnation: one.incarnation,
    desk_seq: one.deskSeq,
    message_id: one.messageId,
    envelope_signature: one.signature ?? null,
  }));
  await connection.query(
    `INSERT INTO arrived_number (device_id, incarnation, desk_seq, message_id, envelope_signature)
     SELECT r.* FROM json_to_recordset($1::json) AS r (device_id uuid, incarnation text, desk_seq bigint,
       message_id uuid, envelope_signature text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

/**
 * The highest number of a desk below which none is missing; 0 = not even the first is here. What came before the file was
 * opened anew (from a backup, say) counts as far as this opening begins.
 */
export async function contiguousNumber(connection: Connection, deviceId: string, incarnation: string): Promise<number> {
  const rows = await connection.query<{ highest: string | number | null }>(
    `WITH began AS (SELECT coalesce(
       (SELECT starts_after FROM desk_incarnation WHERE device_id = $1 AND incarnation::text = $2),
       (SELECT min(desk_seq) - 1 FROM arrived_number WHERE device_id = $1 AND incarnation = $2), 0) AS after)
     SELECT max(desk_seq) AS highest FROM (
       SELECT desk_seq, row_number() OVER (ORDER BY desk_seq) AS place FROM (
         SELECT DISTINCT desk_seq FROM arrived_number
         WHERE device_id = $1 AND (incarnation = $2 OR desk_seq <= (SELECT after FROM began))) AS known) AS numbered
     WHERE desk_seq = place`,
    [deviceId, incarnation],
  );
  return Number(rows[0]?.highest ?? 0);
}
