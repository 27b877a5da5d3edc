/** The candidate fields of clause 1.2.1 (plus the enrolment facts the numbers are derived from). Order = form order. */
export const candidateFields = [
  'fullName',
  'sex',
  'ethnicity',
  'politicalStatus',
  'pupilCategory',
  'documentType',
  'documentNumber',
  'birthDate',
  'householdPlace',
  'householdAuthority',
  'mobile',
  'address',
  'postCode',
  'foreignLanguage',
  'resume',
  'family',
  'enrolmentNo',
  'schoolCode',
  'schoolName',
  'classCode',
  'className',
  'cohortYear',
] as const;
export type CandidateField = (typeof candidateFields)[number];

/** Field classes of DESIGN §5; the table itself is in shared/regulation/field-classes.ts. */
export type FieldClass = 'frozen' | 'byApplication' | 'school' | 'self' | 'followsDocument' | 'silent';

/** One line of 本人简历. Months as YYYY-MM; `until` null = to the present. Free text where the roster gave no period. */
export type ResumeEntry = { readonly from: string | null; readonly until: string | null; readonly place: string };

/** One family member (家庭成员). */
export type FamilyMember = {
  readonly relation: string;
  readonly fullName: string;
  readonly workplace: string | null;
  readonly phone: string | null;
};

/** Identity documents of domain facts 3.2. */
export const documentTypes = [
  'residentIdCard',
  'hkMoTwResidencePermit',
  'foreignerPermanentResidence',
  'mainlandTravelPermitHkMo',
  'mainlandTravelPermitTw',
  'passport',
  'temporaryIdCard',
  'householdBooklet',
] as const;
export type DocumentType = (typeof documentTypes)[number];

/** Documents of people from Hong Kong, Macao, Taiwan or abroad: no household registration, often no ethnicity printed. */
export const documentsWithoutHousehold: readonly DocumentType[] = [
  'hkMoTwResidencePermit',
  'foreignerPermanentResidence',
  'mainlandTravelPermitHkMo',
  'mainlandTravelPermitTw',
  'passport',
];

/** What the clerk saw of the document at the desk. */
export const documentStates = ['shown', 'expired', 'temporary', 'copyOnly', 'missing'] as const;
export type DocumentState = (typeof documentStates)[number];

/** Codes: sex GB/T 2261.1, ethnicity GB/T 3304, political status GB/T 4762, foreign language as in exam systems. */
export type CandidateData = {
  readonly fullName: string;
  readonly sex: string;
  readonly ethnicity: string;
  readonly politicalStatus: string | null;
  readonly pupilCategory: string | null;
  readonly documentType: DocumentType;
  readonly documentNumber: string;
  /** PlainDate YYYY-MM-DD */
  readonly birthDate: string;
  readonly householdPlace: string | null;
  readonly householdAuthority: string | null;
  readonly mobile: string | null;
  readonly address: string | null;
  readonly postCode: string | null;
  readonly foreignLanguage: string | null;
  readonly resume: readonly ResumeEntry[];
  readonly family: readonly FamilyMember[];
  readonly enrolmentNo: string | null;
  /** school code of the enrolling school, null for private candidates */
  readonly schoolCode: string | null;
  readonly schoolName: string | null;
  readonly classCode: string | null;
  readonly className: string | null;
  /** year of entering grade 10 (autumn), null = unknown (clause 6.1) */
  readonly cohortYear: number | null;
};
