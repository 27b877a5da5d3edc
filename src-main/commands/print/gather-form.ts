import { createHash } from 'node:crypto';
import type { CandidateData, CandidateField } from '#shared/domain/candidate-field.ts';
import { documentTypeLabel } from '#shared/labels/document.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { instantInWords } from '#shared/lib/instant.ts';
import { ageOn } from '#shared/lib/plain-date.ts';
import { parameter } from '#shared/regulation/parameters.ts';
import { accountById } from '../../db/store/account.ts';
import { type CandidacyRow, heldCompletionOf } from '../../db/store/candidacy.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { codeInWords, fieldInWords } from '../../db/store/candidacy-fields.ts';
import { capturesOf, currentCapture, readPhoto } from '../../db/store/capture.ts';
import { codeTables } from '../../db/store/code-table.ts';
import { isOpenForDesk } from '../../db/store/decision-completion.ts';
import { differencesOfCompletion, differencesThatHold } from '../../db/store/difference-holding.ts';
import { readDeskView } from '../../db/store/facts.ts';
import { editionOf } from '../../db/store/facts-office.ts';
import { readInstallation } from '../../db/store/office.ts';
import { registrationFormsPrinted } from '../../db/store/print-count.ts';
import type { QueryContext } from '../../platform/act.ts';
import { dateInWords } from '../../print/paper-style.ts';
import type { FormField, RegistrationForm } from '../../print/registration-form.ts';

const gridFields: readonly (readonly [CandidateField, FormField['span']])[] = [
  ['sex', 2],
  ['ethnicity', 2],
  ['birthDate', 2],
  ['politicalStatus', 2],
  ['pupilCategory', 2],
  ['foreignLanguage', 2],
  ['schoolName', 4],
  ['className', 2],
  ['householdPlace', 3],
  ['householdAuthority', 3],
  ['address', 6],
  ['mobile', 3],
  ['postCode', 3],
];

/** Everything the form shows, and the text of its QR code: an id, a revision and a check, nothing about the person. */
export function gatherRegistrationForm(
  context: QueryContext,
  candidacy: CandidacyRow,
): { readonly form: Omit<RegistrationForm, 'qr'>; readonly qrText: string } {
  const { db, actor, clock } = context;
  const office = readInstallation(db);
  const tables = codeTables(db);
  const ageOfConsent = parameter(editionOf(context, candidacy), 'guardianConsentAge', clock.today());
  const { data, settled } = asSigned(context, candidacy);
  const capture = currentCapture(capturesOf(db, candidacy.id));
  const code = verificationCode(candidacy, data, capture?.derivedSha256 ?? '');
  const count = registrationFormsPrinted(db, candidacy.id) + 1;
  const clerk = candidacy.capturedBy ? accountById(db, candidacy.capturedBy) : null;
  const form: Omit<RegistrationForm, 'qr'> = {
    officeName: office.officeName,
    deskName: office.deskName,
    fullName: data.fullName,
    numbers: [
      { label: '考籍号', value: candidacy.candidacyNo ?? '待自治区确认' },
      { label: documentTypeLabel(data.documentType), value: data.documentNumber },
      { label: '学籍号', value: data.enrolmentNo ?? '未填' },
    ],
    fields: gridFields.map(([field, span]) => ({
      label: candidateFieldLabel(field),
      span,
      value: field === 'birthDate' ? dateInWords(data.birthDate) : (fieldInWords(tables, data, field) ?? '未填'),
    })),
    settled: settled.map((row) => ({
      label: candidateFieldLabel(row.field as CandidateField),
      roster: codeInWords(tables, row.field as CandidateField, row.rosterValue),
      document: codeInWords(tables, row.field as CandidateField, row.documentValue),
      holds: row.settled === 'document' ? '以证件为准' : '以名册为准',
    })),
    resume: data.resume.map(({ from, until, place }) => ({ period: period(from, until), place })),
    family: data.family.map((member) => ({ ...member, workplace: member.workplace ?? '', phone: member.phone ?? '' })),
    photo: capture ? readPhoto(db, capture.derivedSha256) : null,
    guardianUnder: ageOn(data.birthDate, clock.today()) < ageOfConsent ? ageOfConsent : null,
    clerkName: clerk?.displayName ?? actor.displayName,
    printedAt: `${instantInWords(clock.now())} 第 ${count} 次打印`,
    edition: candidacy.regulationEdition,
    verificationCode: code,
  };
  return { form, qrText: `KAOJI1/${candidacy.id}/${candidacy.revision}/${code.replaceAll(' ', '')}` };
}

/** The record and the answers on card ≠ roster that hold: of the completion, or at the desk of the work before it. */
function asSigned(context: QueryContext, candidacy: CandidacyRow) {
  const { db, actor } = context;
  if (!isOpenForDesk(candidacy))
    return { data: candidateDataOf(db, candidacy), settled: differencesOfCompletion(db, candidacy) };
  const clerkId = heldCompletionOf(candidacy)?.clerkId ?? actor.userId;
  const { data, draft } = readDeskView(context, candidacy, clerkId, null);
  return { data, settled: differencesThatHold(db, candidacy.id, data, draft?.reading ?? {}) };
}

/** First 16 hex digits of SHA-256 over what the pupil signs for; the desk can work it out again from the record. */
function verificationCode(candidacy: CandidacyRow, data: CandidateData, photoSha256: string): string {
  const signed = [candidacy.id, candidacy.revision, data.fullName, data.documentNumber, data.birthDate, photoSha256];
  const digest = createHash('sha256').update(JSON.stringify(signed)).digest('hex').slice(0, 16).toUpperCase();
  return digest.replace(/(.{4})(?=.)/g, '$1 ');
}

function period(from: string | null, until: string | null): string {
  if (from === null && until === null) return '';
  return `${from ?? ''} 至 ${until ?? '今'}`;
}
