import type { RecordEnvelopeV2 } from '#shared/wire/push-v2.ts';
import type { Connection } from '../database.ts';

/** A record of a desk whose enrolment is over, kept whole until people decide. */
export type UndecidedMessage = {
  readonly messageId: string;
  readonly deviceId: string;
  readonly incarnation: string;
  readonly deskSeq: number;
  readonly bodySha256: string;
  readonly photoSha256: string | null;
  readonly photoBytes: number | null;
  readonly body: string;
};

type Row = Omit<UndecidedMessage, 'deskSeq'> & { readonly deskSeq: string | number };

const columns = `SELECT message_id AS "messageId", device_id AS "deviceId", incarnation, desk_seq AS "deskSeq",
  body_sha256 AS "bodySha256", photo_sha256 AS "photoSha256", photo_bytes AS "photoBytes", body FROM undecided_message`;

/** Keeps records for people; the same id again changes nothing. */
export async function insertUndecided(
  connection: Connection,
  records: readonly {
    readonly envelope: Omit<RecordEnvelopeV2, 'v' | 'suite' | 'signature'>;
    readonly body: string;
  }[],
  at: string,
): Promise<void> {
  for (const { envelope, body } of records) {
    await connection.query(
      `INSERT INTO undecided_message (message_id, device_id, incarnation, desk_seq, body_sha256, photo_sha256,
         photo_bytes, body, arrived_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [
        envelope.messageId,
        envelope.deviceId,
        envelope.incarnation,
        envelope.deskSeq,
        envelope.bodySha256,
        envelope.photoSha256,
        envelope.photoBytes,
        body,
        at,
      ],
    );
  }
}

/** What waits under these message ids. */
export async function loadUndecided(
  connection: Connection,
  ids: readonly string[],
): Promise<readonly UndecidedMessage[]> {
  const rows = await connection.query<Row>(`${columns} WHERE message_id = ANY($1::uuid[])`, [[...ids]]);
  return rows.map(numbered);
}

/** What waits for this photo. */
export async function undecidedForPhoto(connection: Connection, sha256: string): Promise<readonly UndecidedMessage[]> {
  const rows = await connection.query<Row>(`${columns} WHERE photo_sha256 = $1 ORDER BY message_id`, [sha256]);
  return rows.map(numbered);
}

/** What waits of one desk, in its order. */
export async function undecidedOfDesk(connection: Connection, deviceId: string): Promise<readonly UndecidedMessage[]> {
  const rows = await connection.query<Row>(`${columns} WHERE device_id = $1 ORDER BY desk_seq, message_id`, [deviceId]);
  return rows.map(numbered);
}

/** How many wait, by desk. */
export async function countUndecided(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const rows = await connection.query<{ deviceId: string; count: number }>(
    'SELECT device_id AS "deviceId", count(*)::integer AS count FROM undecided_message GROUP BY device_id',
  );
  return new Map(rows.map((row) => [row.deviceId, row.count]));
}

/** Records that one desk may leave for people: whoever has a stolen one cannot fill the disk with it. */
const mostUndecided = 20_000;

/** True while one more of this desk may be kept. */
export async function hasRoomFor(connection: Connection, deviceId: string): Promise<boolean> {
  return ((await countUndecided(connection)).get(deviceId) ?? 0) < mostUndecided;
}

/** Lets go of records that people have decided. */
export async function forgetUndecided(connection: Connection, ids: readonly string[]): Promise<void> {
  await connection.query('DELETE FROM undecided_message WHERE message_id = ANY($1::uuid[])', [[...ids]]);
}

/** Lets go of those of these records that were judged by now: their desk was enrolled again and sent them once more. */
export async function forgetJudged(connection: Connection, ids: readonly string[]): Promise<void> {
  await connection.query(
    `DELETE FROM undecided_message u USING message m WHERE u.message_id = ANY($1::uuid[])
       AND m.message_id = u.message_id AND m.body_sha256 = u.body_sha256`,
    [[...ids]],
  );
}

function numbered(row: Row): UndecidedMessage {
  return { ...row, deskSeq: Number(row.deskSeq) };
}
