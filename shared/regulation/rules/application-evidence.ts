import type { EvidenceKind } from '../../domain/evidence-kind.ts';
import { evidenceLabel } from '../../labels/application.ts';
import type { ClauseId } from '../clauses.ts';
import { fail, pass, type Rule, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

function evidenceIsGiven(id: string, clause: ClauseId, kind: EvidenceKind, next: string): Rule {
  const name = evidenceLabel(kind);
  return rule({
    id,
    title: `有${name}`,
    clauses: [clause],
    from,
    reads: ['evidenceGiven'],
    consequenceOfFail: 'block',
    consequenceOfUnknown: 'block',
    test: (f) => (f.evidenceGiven.includes(kind) ? pass() : fail(`缺${name}`, next)),
  });
}

// 1.1.1c: a private candidate applies with proof of household
export const householdProofIsGiven = evidenceIsGiven(
  'application-evidence.household-proof',
  '1.1.1c',
  'householdProof',
  '拍下或附上户口簿本人页等户籍证明后再提交',
);

// 2.3a: what is to change must be proved, or nobody could agree to it
export const changeProofIsGiven = evidenceIsGiven(
  'application-evidence.change-proof',
  '2.3a',
  'changeProof',
  '拍下或附上公安机关的变更证明、新证件等材料后再提交',
);

// 3.1b: the pupil or parent brings the proof of the school move
export const schoolMoveProofIsGiven = evidenceIsGiven(
  'application-evidence.school-move-proof',
  '3.1b',
  'schoolMoveProof',
  '拍下或附上学籍系统开出的转学证明后再提交',
);

// 5: the leave, and the return, are decided at school; the candidacy follows the paper
export const leaveProofIsGiven = evidenceIsGiven(
  'application-evidence.leave-proof',
  '5',
  'leaveProof',
  '拍下或附上学校开的休学证明后再提交',
);
export const returnProofIsGiven = evidenceIsGiven(
  'application-evidence.return-proof',
  '5',
  'returnProof',
  '拍下或附上学校开的复学证明后再提交',
);

// 4.2a: three documents, all of them
export const foreignResultsAreGiven = evidenceIsGiven(
  'application-evidence.foreign-results',
  '4.2a',
  'foreignResults',
  '拍下或附上外省主管机构出具的成绩证明后再提交',
);
export const acceptanceProofIsGiven = evidenceIsGiven(
  'application-evidence.acceptance-proof',
  '4.2a',
  'acceptanceProof',
  '拍下或附上转入学校的接收证明后再提交',
);
export const identityProofIsGiven = evidenceIsGiven(
  'application-evidence.identity-proof',
  '4.2a',
  'identityProof',
  '拍下或附上考生的身份证明后再提交',
);
