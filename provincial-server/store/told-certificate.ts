import type { CertifiedText } from '#shared/wire/certificate-text.ts';
import { readChangeMessage } from '#shared/wire/change-message.ts';
import type { Connection } from '../database.ts';
import type { WaitsFor } from './told-change.ts';

/** What a desk told of a certificate, and what became of the message. */
export type ToldCertificate = {
  readonly state: 'parked' | 'undecided' | 'stored' | 'refused';
  /** set exactly when parked */
  readonly waitsFor: WaitsFor | null;
  readonly candidacyId: string;
  readonly certified: CertifiedText;
  readonly signature: string;
  readonly withdrawn: { readonly at: string; readonly reason: string } | null;
};

/**
 * What desks told of certificates of their own under this number: of each desk and state the first word that it was issued
 * and the first that it was withdrawn, however often it was told. What a desk says of another's certificate is not there: it
 * waits or was refused, and nobody's paper is judged by it. `certified` names the desk; two may have told the same number.
 */
export async function toldCertificates(connection: Connection, number: string): Promise<readonly ToldCertificate[]> {
  const rows = await connection.query<
    Pick<ToldCertificate, 'state' | 'waitsFor'> & { readonly deviceId: string; readonly body: string }
  >(
    `SELECT DISTINCT ON (device_id, state, certificate_word) device_id AS "deviceId", state, waits_for AS "waitsFor", body
     FROM told_change WHERE certificate_number = $1
     ORDER BY device_id, state, certificate_word, arrived_at, message_id`,
    [number],
  );
  return rows.flatMap(({ deviceId, state, waitsFor, body }) => {
    const read = readChangeMessage(body);
    if (read === 'unknown' || 'misfit' in read || read.kind !== 'certificate') return [];
    if (read.certified.deviceId !== deviceId) return [];
    const { candidacyId, certified, signature, withdrawn } = read;
    return [{ state, waitsFor, candidacyId, certified, signature, withdrawn }];
  });
}

/** Name and document of a candidacy as the register has them now; null = it is not here. Whoever shows them masks them. */
export async function holderOf(
  connection: Connection,
  candidacyId: string,
): Promise<{ readonly fullName: string; readonly documentNumber: string } | null> {
  const [row] = await connection.query<{ fullName: string; documentNumber: string }>(
    `SELECT r.full_name AS "fullName", r.document_number AS "documentNumber" FROM candidacy c
     JOIN candidacy_revision r ON r.message_id = c.current_message_id WHERE c.candidacy_id = $1`,
    [candidacyId],
  );
  return row ?? null;
}
