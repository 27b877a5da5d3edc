import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '#shared/lib/canonical-json.ts';
import type { CertifiedText } from '#shared/wire/certificate-text.ts';
import type { DeskDb } from '../open.ts';
import { type CertificateRow, certificate } from '../schema/certificate.ts';
import type { CertifiedSubject } from './certificate-content.ts';

export type { CertificateRow };

/** What stands on the paper. Dates are in +08:00. */
export type CertificateContent = {
  readonly number: string;
  readonly issuedOn: string;
  readonly officeName: string;
  readonly fullName: string;
  readonly documentType: string;
  readonly documentNumber: string;
  readonly candidacyNo: string | null;
  readonly schoolName: string | null;
  readonly subjects: readonly CertifiedSubject[];
};

const columns = `id, number, candidacy_id AS candidacyId, application_id AS applicationId, issued_by AS issuedBy,
  issued_at AS issuedAt, content, withdrawn_by AS withdrawnBy, withdrawn_at AS withdrawnAt, withdrawn_reason AS withdrawnReason`;

/** Writes a new certificate. */
export function insertCertificate(db: DeskDb, row: CertificateRow): void {
  db.orm.insert(certificate).values(row).run();
}

/** One certificate by its id, its application or its number, or null. */
export function findCertificate(
  db: DeskDb,
  by: 'id' | 'application_id' | 'number',
  value: string,
): CertificateRow | null {
  return (
    (db.statement(`SELECT ${columns} FROM certificate WHERE ${by} = ?`).get(value) as CertificateRow | undefined) ??
    null
  );
}

/** The certificate of a candidate that is issued and not withdrawn, or null. */
export function standingCertificate(db: DeskDb, candidacyId: string): { readonly number: string } | null {
  const number = db
    .statement('SELECT number FROM certificate WHERE candidacy_id = ? AND withdrawn_at IS NULL')
    .pluck()
    .get(candidacyId) as string | undefined;
  return number === undefined ? null : { number };
}

/** The next number under a prefix of this incarnation of the desk: KZ-150430-2026-1A2B3C-0001. */
export function nextCertificateNumber(db: DeskDb, prefix: string): string {
  const taken = db
    .statement(`SELECT count(*) FROM certificate WHERE number LIKE ? || '%'`)
    .pluck()
    .get(prefix) as number;
  return `${prefix}${String(taken + 1).padStart(4, '0')}`;
}

/** What stands on the paper, as it was issued. */
export function contentOf(row: CertificateRow): CertificateContent {
  return JSON.parse(row.content) as CertificateContent;
}

/** What is signed about a certificate: nothing of the person but the digest of what stands on the paper. */
export function certifiedFacts(row: CertificateRow, deviceId: string): CertifiedText {
  const content = contentOf(row);
  return {
    v: 1,
    kind: 'certificateOfResults',
    number: row.number,
    deviceId,
    issuedOn: content.issuedOn,
    contentSha256: createHash('sha256')
      .update(canonicalJson(content as unknown as Json), 'utf8')
      .digest('hex'),
  };
}

/** Notes one more copy; returns its number, 1 = the first print. */
export function notePrint(
  db: DeskDb,
  print: { readonly certificateId: string; readonly by: string; readonly at: string; readonly purpose: string },
): number {
  const position = printsOf(db, print.certificateId) + 1;
  db.statement(
    `INSERT INTO certificate_print (certificate_id, position, printed_by, printed_at, purpose)
     VALUES (@certificateId, @position, @by, @at, @purpose)`,
  ).run({ ...print, position });
  return position;
}

/** How often a certificate has been printed. */
export function printsOf(db: DeskDb, certificateId: string): number {
  return db
    .statement('SELECT count(*) FROM certificate_print WHERE certificate_id = ?')
    .pluck()
    .get(certificateId) as number;
}

/** Takes a certificate back; once. */
export function withdrawCertificate(
  db: DeskDb,
  id: string,
  withdrawal: { readonly by: string; readonly at: string; readonly reason: string },
): void {
  db.statement(
    'UPDATE certificate SET withdrawn_by = @by, withdrawn_at = @at, withdrawn_reason = @reason WHERE id = @id',
  ).run({ ...withdrawal, id });
}
