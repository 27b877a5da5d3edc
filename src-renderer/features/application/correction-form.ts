import type { Input } from '#shared/contract/index.ts';
import type { DocumentType } from '#shared/domain/candidate-field.ts';
import { readIdNumber } from '#shared/lib/id-number.ts';

type Request = Extract<Input<'application.start'>['request'], { kind: 'correction' }>;

/** What the applicant wants changed; '' or null = stays. */
export type CorrectionForm = {
  readonly fullName: string;
  readonly ethnicity: string | null;
  readonly documentType: DocumentType | null;
  readonly documentNumber: string;
};

export const emptyCorrection: CorrectionForm = {
  fullName: '',
  ethnicity: null,
  documentType: null,
  documentNumber: '',
};

/** The form as the contract's request. Sex and birth date follow a resident number, which carries both (2.3a). */
export function correctionRequest(form: CorrectionForm): Request {
  const number = form.documentNumber.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const name = form.fullName.trim();
  const read = number === '' ? null : readIdNumber(number);
  const follows = read?.ok ? { sex: read.value.sex, birthDate: read.value.birthDate } : {};
  return {
    kind: 'correction',
    changes: {
      ...(name !== '' && { fullName: name }),
      ...(form.ethnicity !== null && { ethnicity: form.ethnicity }),
      ...(form.documentType !== null && { documentType: form.documentType }),
      ...(number !== '' && { documentNumber: number, ...follows }),
    },
  };
}

/** The form for a request that was begun before. */
export function correctionFormOf(request: Request): CorrectionForm {
  const { fullName, ethnicity, documentType, documentNumber } = request.changes;
  return {
    fullName: fullName ?? '',
    ethnicity: ethnicity ?? null,
    documentType: documentType ?? null,
    documentNumber: documentNumber ?? '',
  };
}
