import type { Applicant } from '../domain/applicant.ts';

const words: Readonly<Record<Applicant['by'], string>> = { pupil: '本人', guardian: '家长' };

/** Who may apply, in words. */
export function applicantLabel(by: Applicant['by']): string {
  return words[by];
}

/** Who applied: 本人 / 家长 包·巴特尔（父亲）; what is not known is left out. */
export function applicantInWords({ by, fullName, relation }: Applicant): string {
  const named = fullName === null ? words[by] : `${words[by]} ${fullName}`;
  return relation === null ? named : `${named}（${relation}）`;
}
