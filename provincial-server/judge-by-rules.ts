import type { Finding } from '#shared/domain/finding.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';

/** Runs the receiver's rules over a message. Null = nothing stops it. */
export function judgeByRules(_message: CandidacyMessage, _edition: Edition, _now: string): RefusalReason | null {
  const findings: readonly Finding[] = [];
  return refusalOf(findings);
}

function refusalOf(findings: readonly Finding[]): RefusalReason | null {
  const stopping = findings.filter(
    (f) => f.verdict !== 'pass' && (f.consequence === 'block' || f.consequence === 'hold'),
  );
  const first = stopping[0];
  return first ? { code: first.ruleId, sentence: first.sentence, next: first.next } : null;
}
