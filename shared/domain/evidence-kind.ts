/** Kinds of evidence (材料) that an application can carry. */
export const evidenceKinds = [
  'householdProof',
  'changeProof',
  'schoolMoveProof',
  'joiningConsent',
  'leaveProof',
  'returnProof',
  'identityProof',
  'applicationForm',
  'other',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
