import type { Fault } from '#shared/contract/faults.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { localDate } from '#shared/lib/local-time.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { certificateNumberHead } from '#shared/wire/certificate-text.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { ApplicationView } from './application.ts';
import { candidateDataOf } from './candidacy-data.ts';
import {
  type CertificateContent,
  type CertificateRow,
  insertCertificate,
  nextCertificateNumber,
} from './certificate.ts';
import { certifiedSubjects } from './certificate-content.ts';
import { toldCertificate } from './certificate-told.ts';
import { readInstallation } from './office.ts';

type Decided = {
  readonly findings: readonly Finding[];
  readonly by: { readonly userId: string | null; readonly name: string };
};

const issuedHere: Fault = { kind: 'stale', message: '成绩证明由旗县的审核员或管理员出具，不由外面的决定带来。' };

/** The county issues the certificate (3.2): number and content are fixed here, every print shows the same. */
export function issueCertificate(
  context: RegionContext,
  view: ApplicationView,
  { findings, by }: Decided,
): Result<null, Fault> {
  const { db, clock, ids, record } = context;
  if (by.userId === null) return failed(issuedHere);
  const { candidacy } = view;
  const { countyCode, officeName, incarnation } = readInstallation(db);
  const issuedAt = clock.now();
  const issuedOn = localDate(issuedAt);
  const number = nextCertificateNumber(db, certificateNumberHead(countyCode, issuedOn.slice(0, 4), incarnation));
  const data = candidateDataOf(db, candidacy);
  const content: CertificateContent = {
    number,
    issuedOn,
    officeName,
    fullName: data.fullName,
    documentType: data.documentType,
    documentNumber: data.documentNumber,
    candidacyNo: candidacy.candidacyNo,
    schoolName: data.schoolName,
    subjects: certifiedSubjects(db, candidacy.id),
  };
  const row: CertificateRow = {
    id: ids.uuid(),
    number,
    candidacyId: candidacy.id,
    applicationId: view.row.id,
    issuedBy: by.userId,
    issuedAt,
    content: JSON.stringify(content),
    withdrawnBy: null,
    withdrawnAt: null,
    withdrawnReason: null,
  };
  insertCertificate(db, row);
  record({
    kind: 'certificate.issued',
    subjectNoun: 'certificate',
    subjectId: row.id,
    candidacyId: candidacy.id,
    payload: { applicationId: view.row.id, content },
    findings,
    change: toldCertificate(context, row, candidacy),
  });
  return ok(null);
}
