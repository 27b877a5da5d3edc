import type { Output } from '#shared/contract/index.ts';
import { isFinal } from '#shared/domain/application-status.ts';
import { type CandidateField, candidateFields } from '#shared/domain/candidate-field.ts';
import type { CodeTables } from '#shared/domain/code-table.ts';
import type { WindowKind } from '#shared/domain/window-kind.ts';
import { windowSentence } from '#shared/domain/window-sentence.ts';
import { applicantInWords } from '#shared/labels/applicant.ts';
import { placeLabel } from '#shared/labels/application.ts';
import { examSubjectLabel } from '#shared/labels/exam-subject.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { foreignLineInWords, outcomeLabel } from '#shared/labels/foreign-result.ts';
import { provinceName } from '#shared/labels/province.ts';
import { localDate } from '#shared/lib/local-time.ts';
import { maskNumber } from '#shared/lib/mask.ts';
import { daysBetween } from '#shared/lib/plain-date.ts';
import { parameter } from '#shared/regulation/parameters.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import type { DeskDb } from '../open.ts';
import { type ApplicationRequest, type ApplicationView, stepAt } from './application.ts';
import { filingWindowFacts, filingWindowState } from './application-facts.ts';
import { openStepsOf } from './application-open-step.ts';
import { joiningSchoolOf } from './application-school.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { codeInWords, fieldLines } from './candidacy-fields.ts';
import { codeTables } from './code-table.ts';
import type { FactsContext } from './facts-office.ts';
import { shownResults } from './result-source.ts';
import { targetClassOf } from './school-class.ts';

type Sheet = Output<'application.sheet'>;

/** What a correction changes, old → new in words; numbers masked. Empty for other kinds. */
export function changesInWords(db: DeskDb, request: ApplicationRequest): Sheet['changes'] {
  if (request.kind !== 'correction') return [];
  const { changes, from } = request;
  const tables = codeTables(db);
  return changedFieldsOf(request).map((field) => ({
    field,
    label: candidateFieldLabel(field),
    from: inWords(tables, field, from[field]),
    to: inWords(tables, field, changes[field]),
  }));
}

type Corrected = keyof Extract<ApplicationRequest, { kind: 'correction' }>['changes'] & CandidateField;

function changedFieldsOf({ changes }: Extract<ApplicationRequest, { kind: 'correction' }>): Corrected[] {
  return candidateFields.filter((field): field is Corrected => field in changes);
}

function inWords(tables: CodeTables, field: CandidateField, value: string | undefined): string {
  return value === undefined || value === '' ? '未填' : codeInWords(tables, field, value);
}

/** Where an application lies: 等转出学校同意、转入学校同意 / 在自治区 / 已办结. */
export function placeOf(db: DeskDb, view: ApplicationView): string {
  const [first = view.place.step, ...aside] = openStepsOf(db, view);
  const kindAt = (step: number) => view.steps[step] ?? stepAt(view);
  return placeLabel(view.place.state, kindAt(first), aside.map(kindAt));
}

/** What is to be decided, in one line: 更正姓名：斯琴高娃 → 斯琴高洼. */
export function titleOf(db: DeskDb, { request, kind, candidacy }: ApplicationView): string {
  if (request.kind === 'reopening') return `重新打开：${request.reason}`;
  if (request.kind === 'transfer') return `${request.from?.name ?? '没有学校'} → ${request.joiningSchool.name}`;
  if (request.kind === 'suspension') return `休学：${leaveInWords(request)}`;
  if (request.kind === 'reinstatement') return `复学：${request.on}`;
  if (request.kind === 'recognitionOfResults')
    return `转入${provinceName(request.certificate.province)}的 ${request.lines.length} 科成绩`;
  if (request.kind === 'certificateOfResults') return request.purpose;
  const [only, ...others] = changesInWords(db, request);
  if (!only) return `${procedures[kind].label}：${candidacy.fullName}`;
  if (others.length === 0) return `更正${only.label}：${only.from} → ${only.to}`;
  return `更正${[only, ...others].map((change) => change.label).join('、')}`;
}

/** Other lines of the request: the reason of a reopening, the data of a private candidate. */
export function particularsOf(db: DeskDb, { row, request, candidacy }: ApplicationView): Sheet['particulars'] {
  if (request.kind === 'reopening') return [{ label: '原因', value: request.reason }];
  if (request.kind === 'correction') return [];
  if (request.kind === 'certificateOfResults')
    return [{ label: '用途', value: request.purpose }, ...resultsInLines(db, candidacy.id)];
  if (request.kind === 'recognitionOfResults') return recognitionInLines(request);
  if (request.kind !== 'privateRegistration') return particularsOfMove(db, { row, request, candidacy });
  return fieldLines(codeTables(db), candidateDataOf(db, candidacy))
    .filter((line) => !schoolFields.includes(line.field))
    .map(({ label, value }) => ({ label, value }));
}

type Move = Extract<ApplicationRequest, { kind: 'transfer' | 'suspension' | 'reinstatement' }>;

/** Who applies, and from where to where or when; enough for the joining school to know the pupil by. */
function particularsOfMove(
  db: DeskDb,
  { row, request, candidacy }: { readonly request: Move } & Pick<ApplicationView, 'row' | 'candidacy'>,
): Sheet['particulars'] {
  const applicant = { label: '申请人', value: applicantInWords(request.applicant) };
  // a candidacy number can hold the document number
  const number = {
    label: '考籍号',
    value: candidacy.candidacyNo === null ? '还没有' : maskNumber(candidacy.candidacyNo),
  };
  if (request.kind === 'suspension') return [applicant, { label: '休学', value: leaveInWords(request) }, number];
  if (request.kind === 'reinstatement') return [applicant, { label: '复学', value: request.on }, number];
  const school = joiningSchoolOf(db, request);
  const joinedClass = targetClassOf(db, row.joiningClassId);
  const area = school?.areaName ? `（${school.areaName}）` : '';
  return [
    applicant,
    { label: '转出学校', value: request.from?.name ?? '没有学校' },
    { label: '转入学校', value: `${request.joiningSchool.name}${area}` },
    ...(joinedClass === null ? [] : [{ label: '编入', value: joinedClass.name }]),
    number,
  ];
}

function leaveInWords({ from, until }: { readonly from: string; readonly until: string | null }): string {
  return until === null ? `从 ${from} 起` : `${from} 至 ${until}`;
}

/** Every result with where it came from and since when it counts; what contradicts another source says so. */
function resultsInLines(db: DeskDb, candidacyId: string): Sheet['particulars'] {
  return shownResults(db, candidacyId).map(({ subject, outcome, source, at, isOpen }) => {
    const words = `${outcomeLabel(outcome)}，${source}，${localDate(at)}`;
    return { label: examSubjectLabel(subject), value: isOpen ? `${words}；与另一个来源不一样` : words };
  });
}

/** The certificate, then one line per subject: what stands there, and what it counts as here. */
function recognitionInLines({
  certificate: { province, issuer, certificateNo },
  lines,
}: Extract<ApplicationRequest, { kind: 'recognitionOfResults' }>): Sheet['particulars'] {
  return [
    {
      label: '成绩证明',
      value: [provinceName(province), issuer, certificateNo].filter((part) => part !== '').join(' '),
    },
    ...lines.map((line) => ({ label: line.name, value: foreignLineInWords(line) })),
  ];
}

const schoolFields: readonly CandidateField[] = ['schoolCode', 'schoolName', 'classCode', 'className'];

/**
 * What is due and why, with the instant to sort by: the correction window of a correction (2.3b), the window that an
 * application waits for, else how long it has been lying there. Null when nothing is due any more.
 */
export function dueOf(
  context: Pick<FactsContext, 'db' | 'clock'>,
  { kind, place, candidacy, row, edition }: ApplicationView,
): { readonly due: string | null; readonly dueAt: string | null } {
  if (isFinal(place.state)) return { due: null, dueAt: null };
  const now = context.clock.now();
  const isLeave = kind === 'suspension' || kind === 'reinstatement';
  const anyTime = isLeave && parameter(edition, 'suspensionWindow', context.clock.today()) === 'any';
  const window: WindowKind | null = anyTime ? null : procedures[kind].window;
  // a private candidate's application only has to be filed inside its window; a correction has to be decided in it too
  if (window === null || (window !== 'correction' && place.state !== 'waitingForWindow')) {
    return { due: place.state === 'draft' ? null : lyingSince(row.since, now), dueAt: null };
  }
  const state = filingWindowState(kind, filingWindowFacts(context, candidacy.cohortYear), now);
  const dueAt = state.state === 'open' ? state.closesAt : state.state === 'waits' ? state.opensAt : null;
  return { due: windowSentence(window, state, now), dueAt };
}

/** Whole days in +08:00: an application that came last night has been waiting since yesterday. */
function lyingSince(since: string, now: string): string {
  const days = daysBetween(localDate(since), localDate(now));
  return days <= 0 ? '今天送到' : `已等 ${days} 天`;
}
