import type { Output } from '#shared/contract/index.ts';
import type { Finding } from '#shared/domain/finding.ts';
import type { WallPhoto } from './wall-rows.ts';

export type ReviewLine = Output<'review.list'>[number];
export type ManyResult = Output<'review.approve'>;
/** What every act of the reviewer needs to know of a record, from the wall as from a list. */
export type Judged = Pick<ReviewLine, 'candidacyId' | 'version' | 'fullName' | 'className' | 'captureId' | 'acts'> & {
  readonly status: ReviewLine['status'];
  /** null = what the gate said is not at hand */
  readonly gate?: WallPhoto['gate'] | null;
};

/** Why an act is closed for this record, as main says it (four eyes among them); null = open. */
export function closedReason(line: Pick<Judged, 'acts'> | null, act: string): readonly Finding[] | string | null {
  if (line === null) return '先选一条';
  const offered = line.acts.find((one) => one.act === act);
  if (offered === undefined) return '这条记录现在不在这一步';
  return offered.open ? null : offered.why;
}

/** The same in one sentence, where there is room for no more. */
export function closedSentence(line: Pick<Judged, 'acts'>, act: string): string {
  const why = closedReason(line, act);
  return typeof why === 'string' ? why : (why?.map((finding) => finding.sentence).join('；') ?? '');
}

/** True if the act is open for this record. */
export function isOpen(line: Pick<Judged, 'acts'>, act: string): boolean {
  return closedReason(line, act) === null;
}

/** What commands on many records take. */
export function itemsOf(
  lines: readonly Pick<Judged, 'candidacyId' | 'version'>[],
): { candidacyId: string; version: number }[] {
  return lines.map(({ candidacyId, version }) => ({ candidacyId, version }));
}
