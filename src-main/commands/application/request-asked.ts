import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { Applicant } from '#shared/domain/applicant.ts';
import type { CandidateData } from '#shared/domain/candidate-field.ts';
import { examSubjectCodeOf } from '#shared/labels/exam-subject.ts';
import { normaliseDocumentNumber } from '#shared/lib/document-number.ts';
import { normaliseName } from '#shared/lib/names.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { ApplicationForm, ApplicationRequest, CorrectionChanges } from '../../db/store/application.ts';
import { tidyEnteredData } from '../../db/store/entered-data.ts';

/** The request of a form as it is kept, beside the record as it stands. */
export function requestAsked(form: ApplicationForm, stored: CandidateData): Result<ApplicationRequest, Fault> {
  switch (form.kind) {
    case 'privateRegistration':
      return ok({ kind: 'privateRegistration' });
    case 'correction':
      return ok(correctionAsked(form.changes, stored));
    case 'transfer':
      return ok(transferAsked(form, stored));
    case 'suspension':
      return ok({ ...form, applicant: tidyApplicant(form.applicant) });
    case 'reinstatement':
      return ok({ ...form, applicant: tidyApplicant(form.applicant) });
    case 'recognitionOfResults':
      return ok(recognitionAsked(form));
    case 'certificateOfResults': {
      const purpose = form.purpose.trim();
      if (purpose.length < 2)
        return failed(invalid('request.purpose', '用途：太短，至少 2 个字。写转往哪个省、哪所学校，或作什么用'));
      return ok({ kind: 'certificateOfResults', purpose });
    }
    case 'reopening': {
      const reason = form.reason.trim();
      if (reason.length < 2) return failed(invalid('request.reason', '原因：太短，至少 2 个字。写清为什么要重新打开'));
      return ok({ kind: 'reopening', reason });
    }
  }
}

/** Lines as they are kept: a subject of the very same name is filled in, everything else a person has to say (4.2c). */
function recognitionAsked({
  certificate,
  lines,
}: Extract<ApplicationForm, { kind: 'recognitionOfResults' }>): ApplicationRequest {
  const { province, issuer, certificateNo } = certificate;
  return {
    kind: 'recognitionOfResults',
    certificate: { province: province.trim(), issuer: issuer.trim(), certificateNo: certificateNo.trim() },
    lines: lines.map((line) => {
      const name = line.name.trim();
      const sameName = examSubjectCodeOf(name);
      const subject = line.subject ?? sameName;
      const mappedBy = subject === null ? null : subject === sameName ? 'name' : 'clerk';
      const { examType, outcome } = line;
      return { name, examType, asCertified: line.asCertified.trim(), outcome, subject, mappedBy };
    }),
  };
}

/** Only what really differs is asked for; what stood there before is kept beside it. */
function correctionAsked(changes: CorrectionChanges, stored: CandidateData): ApplicationRequest {
  const type = changes.documentType ?? stored.documentType;
  const asked: CorrectionChanges = {
    ...changes,
    ...(changes.fullName !== undefined && { fullName: normaliseName(changes.fullName).name }),
    ...(changes.ethnicity !== undefined && { ethnicity: changes.ethnicity.trim() }),
    ...(changes.documentNumber !== undefined && {
      documentNumber: normaliseDocumentNumber(type, changes.documentNumber),
    }),
  };
  const fields = (Object.keys(asked) as (keyof CorrectionChanges)[]).filter(
    (field) => asked[field] !== undefined && asked[field] !== stored[field],
  );
  const only = (values: CorrectionChanges | CandidateData) =>
    Object.fromEntries(fields.map((field) => [field, values[field]])) as CorrectionChanges;
  return { kind: 'correction', changes: only(asked), from: only(stored) };
}

/** The number that proves acquaintance is not kept: it stands in the record already. */
function transferAsked(
  { joiningSchool, applicant }: Extract<ApplicationForm, { kind: 'transfer' }>,
  { schoolCode, schoolName }: CandidateData,
): ApplicationRequest {
  return {
    kind: 'transfer',
    from: schoolCode === null ? null : { code: schoolCode, name: schoolName ?? schoolCode },
    joiningSchool: { code: joiningSchool.code, name: joiningSchool.name.trim() },
    applicant: tidyApplicant(applicant),
  };
}

function tidyApplicant({ by, fullName, relation }: Applicant): Applicant {
  if (by === 'pupil') return { by, fullName: null, relation: null };
  const name = normaliseName(fullName ?? '').name;
  return { by, fullName: name === '' ? null : name, relation: relation?.trim() || null };
}

/** A private candidate's data: no school, no class, and the category that says so (1.1.1c). */
export function privateData(data: CandidateData): CandidateData {
  const none = { schoolCode: null, schoolName: null, classCode: null, className: null };
  return { ...tidyEnteredData({ ...data, ...none }), pupilCategory: 'private' };
}
