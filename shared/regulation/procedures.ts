import type { ApplicationKind } from '../domain/application-kind.ts';
import type { EvidenceKind } from '../domain/evidence-kind.ts';
import { type StepKind, stepKinds } from '../domain/procedure-step.ts';
import type { WindowKind } from '../domain/window-kind.ts';
import { type ClauseId, clauses } from './clauses.ts';
import type { EntryCategory } from './facts.ts';
import type { Edition } from './parameters.ts';

/** A step of a procedure with the clause that demands it; `onlyFor` leaves it out for the other kind of candidate. */
export type ProcedureStep = {
  readonly kind: StepKind;
  readonly clauses: readonly ClauseId[];
  readonly onlyFor?: EntryCategory;
};

export type Procedure = {
  readonly label: string;
  readonly clauses: readonly ClauseId[];
  /** the window it is handled in; null = any time */
  readonly window: WindowKind | null;
  readonly steps: readonly [ProcedureStep, ...ProcedureStep[]];
  /** evidence that must be there before it can be submitted */
  readonly evidence: readonly EvidenceKind[];
};

/**
 * Every procedure as a chain of fixed step kinds (DESIGN §5). The first step is the application itself. Procedures with
 * steps of several people run as applications (业务件); the others are single acts, done at once.
 */
export const procedures = {
  enrolledRegistration: {
    label: '在校生注册',
    clauses: ['1.1.2'],
    window: 'registration',
    steps: [
      { kind: 'apply', clauses: ['1.3.2'] },
      { kind: 'teacherApprove', clauses: ['1.3.3'] },
      { kind: 'countyCapture', clauses: ['1.1.2'] },
      { kind: 'countyReview', clauses: [] },
      { kind: 'countyRelease', clauses: [] },
      { kind: 'regionDecide', clauses: ['1.3.4'] },
    ],
    evidence: [],
  },
  privateRegistration: {
    label: '社会考生注册',
    clauses: ['1.1.1c', '1.1.3'],
    window: 'registration',
    steps: [
      { kind: 'intake', clauses: ['1.1.1c'] },
      { kind: 'countyApprove', clauses: ['1.1.1c', '1.1.3'] },
      { kind: 'regionDecide', clauses: ['1.1.1c', '1.1.3'] },
    ],
    evidence: ['householdProof'],
  },
  transfer: {
    label: '区内转籍',
    clauses: ['3.1a', '3.1b', '3.1c', '2.3b'],
    window: 'correction',
    steps: [
      { kind: 'apply', clauses: ['3.1c'] },
      { kind: 'releasingSchoolAgree', clauses: ['3.1c'] },
      { kind: 'joiningSchoolAgree', clauses: ['3.1c'] },
      { kind: 'regionDecide', clauses: ['3.1c'] },
    ],
    evidence: ['schoolMoveProof'],
  },
  suspension: {
    label: '休籍',
    clauses: ['5'],
    window: 'correction',
    steps: [
      { kind: 'apply', clauses: ['5'] },
      { kind: 'schoolAgree', clauses: ['5'] },
      { kind: 'regionDecide', clauses: ['5'] },
    ],
    evidence: ['leaveProof'],
  },
  reinstatement: {
    label: '复籍',
    clauses: ['5'],
    window: 'correction',
    steps: [
      { kind: 'apply', clauses: ['5'] },
      { kind: 'schoolAgree', clauses: ['5'] },
      { kind: 'regionDecide', clauses: ['5'] },
    ],
    evidence: ['returnProof'],
  },
  reopening: {
    label: '生效前重新打开',
    clauses: [],
    window: null,
    steps: [
      { kind: 'countyRequest', clauses: [] },
      { kind: 'countyApprove', clauses: [] },
    ],
    evidence: [],
  },
  correction: {
    label: '信息变更',
    clauses: ['2.3a', '2.3b'],
    window: 'correction',
    steps: [
      { kind: 'apply', clauses: ['2.3a'] },
      { kind: 'schoolAgree', clauses: ['2.3a'], onlyFor: 'enrolled' },
      { kind: 'countyCarryOut', clauses: ['2.3a'] },
    ],
    evidence: ['changeProof'],
  },
  recognitionOfResults: {
    label: '成绩转入认证',
    clauses: ['4.1', '4.2a', '4.2b', '4.2c', '4.2d'],
    window: 'recognition',
    steps: [
      { kind: 'apply', clauses: ['4.2a'] },
      { kind: 'countyApprove', clauses: ['4.2b'] },
      { kind: 'leagueApprove', clauses: ['4.2b'] },
      { kind: 'regionDecide', clauses: ['4.2b', '4.2c'] },
      { kind: 'supplementaryRegister', clauses: ['4.2d'] },
    ],
    evidence: ['foreignResults', 'acceptanceProof', 'identityProof'],
  },
  certificateOfResults: {
    label: '成绩证明',
    clauses: ['3.2'],
    window: null,
    steps: [
      { kind: 'apply', clauses: ['3.2'] },
      { kind: 'countyIssue', clauses: ['3.2'] },
    ],
    // asked for where the enrolment list cannot tell (certificate.enrolment-has-left)
    evidence: [],
  },
  classChange: {
    label: '换班',
    clauses: ['2.4'],
    window: 'classChange',
    steps: [{ kind: 'schoolPerform', clauses: ['2.4'] }],
    evidence: [],
  },
  mobileChange: {
    label: '改手机号',
    clauses: ['2.5'],
    window: null,
    steps: [{ kind: 'candidateInPerson', clauses: ['2.5'] }],
    evidence: [],
  },
  examEntry: {
    label: '选课报名',
    clauses: ['1.3.5'],
    window: 'examEntry',
    steps: [{ kind: 'chooseSubjects', clauses: ['1.3.5'] }],
    evidence: [],
  },
} as const satisfies Record<ApplicationKind, Procedure> & Record<string, Procedure>;
export type ProcedureKind = keyof typeof procedures;

/**
 * The steps of a procedure for a kind of candidate under an edition, which may replace the chain by naming step kinds
 * (the edition's own order; unknown kinds are refused when it arrives, `chainProblems`).
 */
export function stepsOf(kind: ProcedureKind, category: EntryCategory, edition: Pick<Edition, 'chains'>): StepKind[] {
  const own = edition.chains?.[kind];
  const steps: readonly ProcedureStep[] = procedures[kind].steps;
  if (own === undefined) {
    return steps.filter((step) => step.onlyFor === undefined || step.onlyFor === category).map((step) => step.kind);
  }
  const notTheirs = new Set(
    steps.filter((step) => step.onlyFor !== undefined && step.onlyFor !== category).map((step) => step.kind),
  );
  return own.map(({ step }) => step).filter((step): step is StepKind => isStepKind(step) && !notTheirs.has(step));
}

function isStepKind(word: string): word is StepKind {
  return Object.hasOwn(stepKinds, word);
}

/**
 * What this program cannot use of the chains of an edition: sentences (Chinese, no full stop). The first step stays the
 * procedure's own: it is the application itself.
 */
export function chainProblems(edition: Pick<Edition, 'id' | 'chains'>): string[] {
  return Object.entries(edition.chains ?? {}).flatMap(([kind, chain]) => {
    if (!Object.hasOwn(procedures, kind)) return [`规定版本 ${edition.id} 写了“${kind}”的步骤，本程序没有这种业务`];
    const { label, steps } = procedures[kind as ProcedureKind];
    const unknownSteps = chain.map(({ step }) => step).filter((step) => !isStepKind(step));
    if (unknownSteps.length > 0)
      return [`规定版本 ${edition.id} 的“${label}”有本程序没有的步骤：${unknownSteps.join('、')}`];
    const unknownClauses = chain.flatMap((entry) => entry.clauses).filter((clause) => !Object.hasOwn(clauses, clause));
    if (unknownClauses.length > 0)
      return [`规定版本 ${edition.id} 的“${label}”引了本程序没有的条款：${unknownClauses.join('、')}`];
    const kinds = chain.map(({ step }) => step);
    if (kinds[0] !== steps[0].kind || new Set(kinds).size !== kinds.length)
      return [`规定版本 ${edition.id} 的“${label}”步骤次序用不了：${kinds.join('、') || '空的'}`];
    return [];
  });
}
