import type { Output } from '#shared/contract/index.ts';
import type { Finding } from '#shared/domain/finding.ts';

export type DeskSheet = Output<'desk.open'>;
export type PupilLine = DeskSheet['line'];
export type ComparisonLine = DeskSheet['comparisons'][number];
export type Reading = NonNullable<DeskSheet['draft']>['reading'];
export type DocumentState = NonNullable<DeskSheet['documentState']>;
/** What the gate said of a stored shot. */
export type ShotGate = DeskSheet['shots'][number]['gate'];
export type OfferedAct = DeskSheet['acts'][number];
/** What a command answers about the pupil: it replaces these parts of the sheet. */
export type Judgement = Pick<DeskSheet, 'comparisons' | 'findings' | 'acts'> & { readonly savedAt: string };

/** Why an act is closed now, or null where it is open. Acts that main does not name are open. */
export function closedReason(sheet: DeskSheet | null, act: string): OfferedAct['why'] | null {
  const offered = sheet?.acts.find((one) => one.act === act);
  return offered === undefined || offered.open ? null : offered.why;
}

/** Differences between document and roster that nobody has settled yet. */
export function unsettled(sheet: DeskSheet | null): readonly ComparisonLine[] {
  return (sheet?.comparisons ?? []).filter((line) => line.differs && line.settled === null);
}

/** Findings that go on only with a reason written by the clerk. */
export function asksReason(sheet: DeskSheet | null): boolean {
  return (sheet?.findings ?? []).some((finding) => finding.verdict !== 'pass' && finding.consequence === 'warn');
}

/** Steps of the desk that are simply still to be done: shot, document, comparison. No refusal. */
export function stillToDo(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    (finding) => finding.verdict !== 'pass' && finding.consequence === 'block' && finding.ruleId.startsWith('desk.'),
  );
}

/** Value of a field in words; empty where it is not there. */
export function fieldValue(sheet: DeskSheet, field: string): string {
  const found = sheet.fields.find((one) => one.field === field);
  return found === undefined || found.missing ? '' : found.value;
}
