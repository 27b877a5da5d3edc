import type { Fault } from '#shared/contract/faults.ts';

/** What a fault says about one field, in the words of the panel on top; null where it says nothing about it. */
export function fieldProblem(fault: Fault | null, field: string): string | null {
  if (fault?.kind === 'invalid') return fault.problems.find((problem) => problem.field === field)?.message ?? null;
  if (fault?.kind !== 'refused') return null;
  const finding = fault.findings.find((one) => one.field === field);
  return finding ? `${finding.sentence}。${finding.next}` : null;
}
