import type { Connection } from '../database.ts';

/** An opening of a desk's file as it said of itself, and when it was heard of. */
export type DeskIncarnation = {
  readonly deviceId: string;
  readonly incarnation: string;
  /** the desk's highest number when it began */
  readonly startsAfter: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** when it spoke itself, over the network; null = only parcels of it were read, and they may be older than they look */
  readonly firstLiveAt: string | null;
  readonly lastLiveAt: string | null;
};

type Row = Pick<DeskIncarnation, 'deviceId' | 'incarnation'> & {
  readonly startsAfter: string | number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly firstLiveAt: Date | null;
  readonly lastLiveAt: Date | null;
};

/** Notes that this opening was heard of at `at`: `live`, it spoke itself; `parcel`, one that it wrote some time before was read. */
export async function noteIncarnation(
  connection: Connection,
  heard: Pick<DeskIncarnation, 'deviceId' | 'incarnation' | 'startsAfter'>,
  at: string,
  way: 'live' | 'parcel',
): Promise<void> {
  await connection.query(
    `INSERT INTO desk_incarnation AS known
       (device_id, incarnation, starts_after, first_seen_at, last_seen_at, first_live_at, last_live_at)
     VALUES ($1, $2, $3, $4, $4, $5, $5)
     ON CONFLICT (device_id, incarnation) DO UPDATE SET last_seen_at = excluded.last_seen_at,
       first_live_at = coalesce(known.first_live_at, excluded.first_live_at),
       last_live_at = coalesce(excluded.last_live_at, known.last_live_at)`,
    [heard.deviceId, heard.incarnation, heard.startsAfter, at, way === 'live' ? at : null],
  );
}

/** Openings of one desk, or of all, the one heard of last first. */
export async function listIncarnations(
  connection: Connection,
  deviceId: string | null,
): Promise<readonly DeskIncarnation[]> {
  const rows = await connection.query<Row>(
    `SELECT device_id AS "deviceId", incarnation, starts_after AS "startsAfter", first_seen_at AS "firstSeenAt",
       last_seen_at AS "lastSeenAt", first_live_at AS "firstLiveAt", last_live_at AS "lastLiveAt"
     FROM desk_incarnation WHERE $1::uuid IS NULL OR device_id = $1 ORDER BY last_seen_at DESC, incarnation`,
    [deviceId],
  );
  return rows.map((row) => ({
    ...row,
    startsAfter: Number(row.startsAfter),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    firstLiveAt: row.firstLiveAt?.toISOString() ?? null,
    lastLiveAt: row.lastLiveAt?.toISOString() ?? null,
  }));
}

/** True if an opening of this desk whose name ends so (capitals) was heard of, or a record came under it. */
export async function hasIncarnationEnding(connection: Connection, deviceId: string, ending: string): Promise<boolean> {
  const isOne = 'device_id = $1 AND right(upper(incarnation::text), length($2)) = $2';
  const rows = await connection.query(
    ['desk_incarnation', 'arrived_number']
      .map((table) => `(SELECT 1 FROM ${table} WHERE ${isOne} LIMIT 1)`)
      .join(' UNION ALL '),
    [deviceId, ending],
  );
  return rows.length > 0;
}

/** The highest number of this opening that is here, with the message under it; null = none. */
export async function highestNumber(
  connection: Connection,
  deviceId: string,
  incarnation: string,
): Promise<{ readonly deskSeq: number; readonly messageId: string } | null> {
  const [row] = await connection.query<{ deskSeq: string | number; messageId: string }>(
    `SELECT desk_seq AS "deskSeq", message_id AS "messageId" FROM arrived_number
     WHERE device_id = $1 AND incarnation = $2 AND message_id IS NOT NULL ORDER BY desk_seq DESC LIMIT 1`,
    [deviceId, incarnation],
  );
  return row ? { deskSeq: Number(row.deskSeq), messageId: row.messageId } : null;
}
