import { certifiedText } from '../../../shared/wire/certificate-text.ts';
import type { RegionContext } from '../../platform/act.ts';
import { signWith } from '../../security/signature.ts';
import type { DeskDb } from '../open.ts';
import { type CandidacyRow, findCandidacy } from './candidacy.ts';
import { type CertificateRow, certifiedFacts, findCertificate } from './certificate.ts';
import { changeOf } from './change-facts.ts';
import { insertChange, lastChangeOf, type NewChange } from './change-message.ts';
import { readInstallation } from './office.ts';

type Context = Pick<RegionContext, 'db' | 'clock' | 'ids'>;

/**
 * What the region is told of a certificate as it stands now (3.2), so that it can prove a paper: what the desk signed, the
 * signature, and whether it was withdrawn. Nothing of what is certified. Hand it to `record` of the act.
 */
export function toldCertificate(
  context: Context,
  row: CertificateRow,
  candidacy: Pick<CandidacyRow, 'id' | 'revision'>,
): NewChange {
  const { devicePrivateKey, deviceId } = readInstallation(context.db);
  const certified = certifiedFacts(row, deviceId);
  const { withdrawnAt, withdrawnReason } = row;
  return changeOf<'certificate'>(
    context,
    candidacy,
    {
      kind: 'certificate',
      certified,
      signature: signWith(devicePrivateKey, certifiedText(certified)),
      withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, reason: withdrawnReason ?? '' },
      follows: lastChangeOf(context.db, row.id),
    },
    withdrawnAt === null ? { by: row.issuedBy, at: row.issuedAt } : { by: row.withdrawnBy, at: withdrawnAt },
    // of its own row, so that a change of class that is held up does not hold up a withdrawal
    { subjectId: row.id, needsRecord: true },
  );
}

/** Certificates of a program that told the region nothing of them. */
const untold = `FROM certificate c JOIN event e ON e.subject_noun = 'certificate' AND e.subject_id = c.id
    AND e.kind IN ('certificate.issued', 'certificate.withdrawn')
  WHERE NOT EXISTS (SELECT 1 FROM change_message m WHERE m.subject_id = c.id)`;

/** True where a certificate was issued before the region was told of any. */
export function hasUntoldCertificates(db: DeskDb): boolean {
  return db.statement(`SELECT 1 ${untold} LIMIT 1`).get() !== undefined;
}

/** Told as the reason of a withdrawal that was made before the region was told of any. */
const reasonKeptHere = '登记台还不报自治区的时候撤销的，原因问出具的旗县';

/** Writes one message for each of them, as it stands now; call inside a transaction. How many there were. */
export function tellEarlierCertificates(context: Context): number {
  const { db, clock } = context;
  const rows = db
    .statement(`SELECT c.id, max(e.seq) AS eventSeq ${untold} GROUP BY c.id ORDER BY min(e.seq)`)
    .all() as {
    readonly id: string;
    readonly eventSeq: number;
  }[];
  let count = 0;
  for (const { id, eventSeq } of rows) {
    const row = findCertificate(db, 'id', id);
    const candidacy = row && findCandidacy(db, row.candidacyId);
    if (!row || !candidacy) continue;
    // who wrote it was not told that the region reads it: it may name somebody
    const told = row.withdrawnAt === null ? row : { ...row, withdrawnReason: reasonKeptHere };
    insertChange(db, toldCertificate(context, told, candidacy), eventSeq, clock.now());
    count += 1;
  }
  return count;
}
