import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Connection } from '../database.ts';

/** A desk that the region knows. Instants are UTC. */
export type EnrolledDesk = {
  readonly deviceId: string;
  readonly officeId: string;
  readonly deskName: string;
  /** Ed25519, SPKI in base64 */
  readonly publicKey: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly validDays: number;
  readonly enrolledBy: string;
  readonly revokedBy: string | null;
  readonly revokeReason: string | null;
};

type DeskRow = Omit<EnrolledDesk, 'validFrom' | 'validUntil'> & { readonly validFrom: Date; readonly validUntil: Date };

const columns = `SELECT device_id AS "deviceId", office_id AS "officeId", desk_name AS "deskName", public_key AS "publicKey",
  valid_from AS "validFrom", valid_until AS "validUntil", valid_days AS "validDays", enrolled_by AS "enrolledBy",
  revoked_by AS "revokedBy", revoke_reason AS "revokeReason" FROM enrolled_desk`;

/** The desk with this id, or null. */
export async function findEnrolledDesk(connection: Connection, deviceId: string): Promise<EnrolledDesk | null> {
  const [row] = await connection.query<DeskRow>(`${columns} WHERE device_id = $1`, [deviceId]);
  return row ? inOneShape(row) : null;
}

/** The same, locked until the transaction ends: nobody takes it out meanwhile. */
export async function lockEnrolledDesk(connection: Connection, deviceId: string): Promise<EnrolledDesk | null> {
  const [row] = await connection.query<DeskRow>(`${columns} WHERE device_id = $1 FOR UPDATE`, [deviceId]);
  return row ? inOneShape(row) : null;
}

/** The certificate that stands of a known desk, as signed. */
export async function certificateOf(connection: Connection, deviceId: string): Promise<SignedText> {
  const [row] = await connection.query<SignedText>(
    `SELECT certificate_body AS body, certificate_signature AS signature FROM enrolled_desk WHERE device_id = $1`,
    [deviceId],
  );
  if (!row) throw new Error('certificate of an unknown desk');
  return row;
}

/** Every desk, office by office. */
export async function listEnrolledDesks(connection: Connection): Promise<readonly EnrolledDesk[]> {
  const rows = await connection.query<DeskRow>(`${columns} ORDER BY office_id, enrolled_at, device_id`);
  return rows.map(inOneShape);
}

/** Enrols a desk, or renews it: what was decided against it before is over. */
export async function saveEnrolledDesk(
  connection: Connection,
  desk: Omit<EnrolledDesk, 'revokedBy' | 'revokeReason'>,
  certificate: SignedText,
  at: string,
): Promise<void> {
  await connection.query(
    `INSERT INTO enrolled_desk (device_id, office_id, desk_name, public_key, valid_from, valid_until, valid_days,
       enrolled_by, enrolled_at, certificate_body, certificate_signature)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (device_id) DO UPDATE SET desk_name = excluded.desk_name, valid_from = excluded.valid_from,
       valid_until = excluded.valid_until, valid_days = excluded.valid_days, enrolled_by = excluded.enrolled_by,
       enrolled_at = excluded.enrolled_at, revoked_at = NULL, revoked_by = NULL, revoke_reason = NULL,
       certificate_body = excluded.certificate_body, certificate_signature = excluded.certificate_signature`,
    [
      desk.deviceId,
      desk.officeId,
      desk.deskName,
      desk.publicKey,
      desk.validFrom,
      desk.validUntil,
      desk.validDays,
      desk.enrolledBy,
      at,
      certificate.body,
      certificate.signature,
    ],
  );
}

/** Takes a desk out. False = it is not known, or is out already. */
export async function revokeDesk(
  connection: Connection,
  deviceId: string,
  by: string,
  reason: string,
  at: string,
): Promise<boolean> {
  const rows = await connection.query(
    `UPDATE enrolled_desk SET revoked_at = $2, revoked_by = $3, revoke_reason = $4
     WHERE device_id = $1 AND revoked_at IS NULL RETURNING device_id`,
    [deviceId, at, by, reason],
  );
  return rows.length > 0;
}

/** Writes down, for good, what people did. */
export async function noteDeskAct(
  connection: Connection,
  act: {
    readonly act: string;
    readonly deviceId: string | null;
    readonly officeId: string | null;
    readonly by: string;
    readonly reason: string | null;
  },
  at: string,
): Promise<void> {
  await connection.query(
    'INSERT INTO desk_act (act, device_id, office_id, done_by, reason, done_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [act.act, act.deviceId, act.officeId, act.by, act.reason, at],
  );
}

function inOneShape(row: DeskRow): EnrolledDesk {
  return { ...row, validFrom: row.validFrom.toISOString(), validUntil: row.validUntil.toISOString() };
}
