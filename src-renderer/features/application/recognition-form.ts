import type { Input } from '#shared/contract/index.ts';
import type { KeptForm } from './use-request-draft.ts';

type Request = Extract<Input<'application.start'>['request'], { kind: 'recognitionOfResults' }>;
export type RecognitionLine = Request['lines'][number];

/** Another province's certificate as it is typed in. */
export type RecognitionForm = Omit<Request, 'kind'>;

export const emptyRecognition: RecognitionForm = {
  certificate: { province: '', issuer: '', certificateNo: '' },
  lines: [],
};

/** What the next line begins with: nothing of it is guessed but that it is a qualifying result. */
export const emptyLine: RecognitionLine = {
  name: '',
  examType: 'qualifying',
  asCertified: '合格',
  outcome: 'pass',
  subject: null,
};

/** The form as the contract's request; lines without a subject name are not sent. */
export function recognitionRequest({ certificate, lines }: RecognitionForm): Request {
  return { kind: 'recognitionOfResults', certificate, lines: lines.filter((line) => line.name.trim() !== '') };
}

/** The form for a request that was begun before. */
export function recognitionFormOf({ certificate, lines }: Request): RecognitionForm {
  return { certificate, lines };
}

/** What was kept on disk as the form's own shape; null = it is none. Main judges the values. */
function readRecognitionForm(content: unknown): RecognitionForm | null {
  if (typeof content !== 'object' || content === null) return null;
  const { certificate, lines } = content as Partial<RecognitionForm>;
  return typeof certificate === 'object' && Array.isArray(lines) ? { certificate, lines } : null;
}

/** True if both ask for the same, letter by letter. */
function isSameRecognition(a: RecognitionForm, b: RecognitionForm): boolean {
  return JSON.stringify(recognitionRequest(a)) === JSON.stringify(recognitionRequest(b));
}

/** How the form is kept on disk while it is typed. */
export const keptRecognition: KeptForm<RecognitionForm> = {
  name: 'recognition',
  empty: emptyRecognition,
  read: readRecognitionForm,
  isSame: isSameRecognition,
};
