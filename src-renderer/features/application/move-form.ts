import type { Input } from '#shared/contract/index.ts';
import { applicantKinds } from '#shared/domain/applicant.ts';
import type { KeptForm } from './use-request-draft.ts';

type Request = Input<'application.start'>['request'];
export type MoveRequest = Extract<Request, { kind: 'transfer' | 'suspension' | 'reinstatement' }>;
export type MoveKind = MoveRequest['kind'];

/** True for the applications about a pupil's school life: transfer, leave, return. */
export function isMove(kind: Request['kind']): kind is MoveKind {
  return kind === 'transfer' || kind === 'suspension' || kind === 'reinstatement';
}

/** A school that is in no list of the region. */
export const outsideRegion = 'outside';

/** The form of a transfer, a leave or a return, letter by letter; '' = not filled in. */
export type MoveForm = {
  readonly by: (typeof applicantKinds)[number];
  readonly fullName: string;
  readonly relation: string;
  /** code of the school that is joined, or `outsideRegion` with a name beside it */
  readonly schoolCode: string;
  readonly schoolName: string;
  /** first day of the leave, or day of the return */
  readonly from: string;
  readonly until: string;
};

const emptyMove: MoveForm = {
  by: 'pupil',
  fullName: '',
  relation: '',
  schoolCode: '',
  schoolName: '',
  from: '',
  until: '',
};

/** The form as the contract's request; `candidateNumber` as it was typed to find a pupil of another school. */
export function moveRequest(kind: MoveKind, form: MoveForm, candidateNumber: string | null): MoveRequest {
  const isGuardian = form.by === 'guardian';
  const applicant = {
    by: form.by,
    fullName: isGuardian ? form.fullName.trim() || null : null,
    relation: isGuardian ? form.relation.trim() || null : null,
  };
  const from = form.from.trim();
  if (kind === 'suspension') return { kind, applicant, from, until: form.until.trim() || null };
  if (kind === 'reinstatement') return { kind, applicant, on: from };
  const code = form.schoolCode === outsideRegion ? null : form.schoolCode;
  return { kind, applicant, joiningSchool: { code, name: form.schoolName.trim() }, candidateNumber };
}

/** The form for a request that was begun before. */
export function moveFormOf(request: MoveRequest): MoveForm {
  const { by, fullName, relation } = request.applicant;
  const form = { ...emptyMove, by, fullName: fullName ?? '', relation: relation ?? '' };
  if (request.kind === 'suspension') return { ...form, from: request.from, until: request.until ?? '' };
  if (request.kind === 'reinstatement') return { ...form, from: request.on };
  const { code, name } = request.joiningSchool;
  return { ...form, schoolCode: code ?? outsideRegion, schoolName: name };
}

/** Why it cannot be begun yet, as the key says it; null = it can. What is wrong in it is a rule's word. */
export function moveIsMissing(kind: MoveKind, form: MoveForm): string | null {
  if (kind === 'transfer' && (form.schoolCode === '' || form.schoolName.trim() === '')) return '先选转入学校';
  if (kind !== 'transfer' && form.from.trim() === '')
    return kind === 'suspension' ? '先写休学的日期' : '先写复学的日期';
  if (form.by === 'guardian' && (form.fullName.trim() === '' || form.relation.trim() === ''))
    return '先写家长的姓名和关系';
  return null;
}

/** The full number in what was typed to find somebody: the last word, where it is long enough; null = none. */
export function numberTyped(text: string): string | null {
  const last = text.trim().split(/\s+/u).at(-1) ?? '';
  return /[\dA-Za-z]{8,}/u.test(last) ? last : null;
}

function readMove(content: unknown): MoveForm | null {
  if (typeof content !== 'object' || content === null) return null;
  const found = content as Readonly<Record<string, unknown>>;
  const text = (name: keyof MoveForm): string => (typeof found[name] === 'string' ? found[name] : '');
  const form: MoveForm = {
    by: applicantKinds.find((kind) => kind === found['by']) ?? 'pupil',
    fullName: text('fullName'),
    relation: text('relation'),
    schoolCode: text('schoolCode'),
    schoolName: text('schoolName'),
    from: text('from'),
    until: text('until'),
  };
  return isSameMove(form, emptyMove) ? null : form;
}

function isSameMove(a: MoveForm, b: MoveForm): boolean {
  return (Object.keys(emptyMove) as (keyof MoveForm)[]).every((field) => a[field] === b[field]);
}

/** How the form is kept while it is typed. */
export const keptMove: KeptForm<MoveForm> = { name: 'move', empty: emptyMove, read: readMove, isSame: isSameMove };
