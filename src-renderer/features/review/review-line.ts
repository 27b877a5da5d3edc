import type { Output } from '#shared/contract/index.ts';
import type { Finding } from '#shared/domain/finding.ts';

export type ReviewLine = Output<'review.list'>[number];
export type ManyResult = Output<'review.approve'>;

/** Why an act is closed for this record, as main says it (four eyes among them); null = open. */
export function closedReason(line: ReviewLine | null, act: string): readonly Finding[] | string | null {
  if (line === null) return '先选一条';
  const offered = line.acts.find((one) => one.act === act);
  if (offered === undefined) return '这条记录现在不在这一步';
  return offered.open ? null : offered.why;
}

/** True if the act is open for this record. */
export function isOpen(line: ReviewLine, act: string): boolean {
  return closedReason(line, act) === null;
}

/** What commands on many records take. */
export function itemsOf(lines: readonly ReviewLine[]): { candidacyId: string; version: number }[] {
  return lines.map(({ candidacyId, version }) => ({ candidacyId, version }));
}
