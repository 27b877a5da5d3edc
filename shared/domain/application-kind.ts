/** Procedures that several people decide in turn: they run as applications (业务件) with a queue. */
export const applicationKinds = [
  'privateRegistration',
  'correction',
  'transfer',
  'suspension',
  'reinstatement',
  'recognitionOfResults',
  'certificateOfResults',
  'reopening',
] as const;
export type ApplicationKind = (typeof applicationKinds)[number];
