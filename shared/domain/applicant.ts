/** Who may file for a transfer, a leave or a return: the pupil, or a guardian for the pupil (3.1c, 5). */
export const applicantKinds = ['pupil', 'guardian'] as const;

/** Who applied. Name and relation are a guardian's; the pupil has none here. */
export type Applicant = {
  readonly by: (typeof applicantKinds)[number];
  readonly fullName: string | null;
  readonly relation: string | null;
};

/** A leave of absence: PlainDates; `until` null = the end is not known yet. */
export type Leave = { readonly from: string; readonly until: string | null };
