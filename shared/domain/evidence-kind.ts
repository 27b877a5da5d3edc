/** Kinds of evidence (材料) that an application can carry. */
export const evidenceKinds = [
  'householdProof',
  'changeProof',
  'schoolMoveProof',
  'joiningConsent',
  'releasingConsent',
  'leaveProof',
  'returnProof',
  'identityProof',
  // recognition of results (4.2a)
  'foreignResults',
  'acceptanceProof',
  // leaving the region (3.2)
  'leavingProof',
  'applicationForm',
  'other',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
