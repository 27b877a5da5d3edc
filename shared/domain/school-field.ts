/** The fields of clause 1.2.2 that the school keeps itself. Code and name come from the region and are frozen here. */
export const schoolFields = ['address', 'headName', 'kind', 'staffCount', 'phone'] as const;
export type SchoolField = (typeof schoolFields)[number];

/** null = not filled in. `staffCount` counts persons. */
export type SchoolData = {
  readonly address: string | null;
  readonly headName: string | null;
  readonly kind: string | null;
  readonly staffCount: number | null;
  readonly phone: string | null;
};
