import type { ApplicationAct, ApplicationState } from '../domain/application-status.ts';
import type { EvidenceKind } from '../domain/evidence-kind.ts';
import { type StepKind, stepKinds } from '../domain/procedure-step.ts';

const states: Readonly<Record<ApplicationState, string>> = {
  draft: '草稿',
  waitingForWindow: '等窗口开放',
  atStep: '办理中',
  returned: '已退回补正',
  carriedOut: '已办结',
  rejected: '未同意',
  withdrawn: '已撤回',
};

/** State of an application in words. */
export function applicationStateLabel(state: ApplicationState): string {
  return states[state];
}

const acts: Readonly<Record<ApplicationAct, string>> = {
  'application.amend': '修改',
  'application.submit': '提交',
  'application.windowOpens': '进入办理',
  'application.agree': '同意',
  'application.return': '退回补正',
  'application.reject': '不予同意',
  'application.withdraw': '撤回',
};

/** An act on an application as a verb. */
export function applicationActLabel(act: ApplicationAct): string {
  return acts[act];
}

const steps: Readonly<Record<StepKind, string>> = {
  apply: '本人申请',
  intake: '旗县受理',
  teacherApprove: '班主任同意',
  schoolAgree: '学校同意',
  releasingSchoolAgree: '转出学校同意',
  joiningSchoolAgree: '转入学校同意',
  schoolPerform: '学校办理',
  countyRequest: '旗县提出',
  countyApprove: '旗县同意',
  countyCarryOut: '旗县办理',
  countyIssue: '旗县出具',
  supplementaryRegister: '转入学校补注册',
  countyCapture: '旗县采集',
  countyReview: '旗县审核',
  countyRelease: '旗县放行',
  leagueApprove: '盟市同意',
  regionDecide: '自治区决定',
  candidateInPerson: '本人到场',
  chooseSubjects: '本人选课',
};

/** A step of a procedure in words. */
export function stepLabel(kind: StepKind): string {
  return steps[kind];
}

/**
 * Where an application lies: 等学校同意 / 在自治区 / 已办结. `step` = the step that is due; `aside` = others that are open
 * beside it.
 */
export function placeLabel(state: ApplicationState, step: StepKind, aside: readonly StepKind[] = []): string {
  if (state !== 'atStep') return states[state];
  if (stepKinds[step].level === 'region') return '在自治区';
  if (stepKinds[step].level === 'league') return '在盟市';
  return `等${[step, ...aside].map((kind) => steps[kind]).join('、')}`;
}

const evidence: Readonly<Record<EvidenceKind, string>> = {
  householdProof: '户籍证明',
  changeProof: '变更证明',
  schoolMoveProof: '转学证明',
  joiningConsent: '转入学校的同意证明',
  releasingConsent: '转出学校的同意证明',
  leaveProof: '休学证明',
  returnProof: '复学证明',
  identityProof: '身份证明',
  foreignResults: '外省成绩证明',
  acceptanceProof: '接收学校证明',
  leavingProof: '学籍转出证明',
  applicationForm: '申请书',
  other: '其他材料',
};

/** A kind of evidence in words. */
export function evidenceLabel(kind: EvidenceKind): string {
  return evidence[kind];
}
