import type { Input } from '#shared/contract/index.ts';
import { type DocumentType, documentTypes } from '#shared/domain/candidate-field.ts';
import { readIdNumber } from '#shared/lib/id-number.ts';
import type { KeptForm } from './use-request-draft.ts';

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

/** What was kept on disk as the form's own shape; null = it is none, or nothing was filled in. */
export function readCorrectionForm(content: unknown): CorrectionForm | null {
  if (typeof content !== 'object' || content === null) return null;
  const { fullName, ethnicity, documentType, documentNumber } = content as Readonly<Record<string, unknown>>;
  const form: CorrectionForm = {
    fullName: typeof fullName === 'string' ? fullName : '',
    ethnicity: typeof ethnicity === 'string' ? ethnicity : null,
    documentType: documentTypes.find((type) => type === documentType) ?? null,
    documentNumber: typeof documentNumber === 'string' ? documentNumber : '',
  };
  return isSameCorrection(form, emptyCorrection) ? null : form;
}

/** True if both ask for the same, letter by letter. */
export function isSameCorrection(a: CorrectionForm, b: CorrectionForm): boolean {
  return (Object.keys(emptyCorrection) as (keyof CorrectionForm)[]).every((field) => a[field] === b[field]);
}

/** How a correction is kept while it is typed. */
export const keptCorrection: KeptForm<CorrectionForm> = {
  name: 'correction',
  empty: emptyCorrection,
  read: readCorrectionForm,
  isSame: isSameCorrection,
};
