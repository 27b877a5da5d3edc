import type { CodeTables } from '#shared/domain/code-table.ts';
import { openFindings } from '#shared/domain/finding.ts';
import { check } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import { receiverRules } from '#shared/regulation/rule-sets.ts';
import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';

/**
 * Judges a message by the rules that need nothing but the message, on the region's own day. Null = nothing stops it;
 * otherwise every stopping finding in one sentence, so that one way back mends all of them.
 */
export function judgeByRules(
  message: CandidacyMessage,
  edition: Edition,
  codeTables: CodeTables,
  now: string,
): RefusalReason | null {
  const findings = openFindings(check(receiverRules, { ...factsOf(message, now), codeTables }, edition), [
    'block',
    'hold',
  ]);
  const first = findings[0];
  if (!first) return null;
  return {
    code: first.ruleId,
    sentence: `${shortened(findings.map((finding) => finding.sentence).join('；'))}。`,
    next: `${shortened([...new Set(findings.map((finding) => finding.next))].join('；'))}。`,
  };
}

function factsOf(message: CandidacyMessage, now: string): CandidacyFacts {
  const { teacherApproval } = message;
  return {
    ...message.data,
    now,
    today: new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10),
    entryCategory: message.entryCategory,
    teacherApproval: teacherApproval && {
      by: teacherApproval.by.displayName,
      on: teacherApproval.at,
      foreign: teacherApproval.foreign,
    },
    candidacyNo: message.candidacyNo,
    actorId: message.released.by.id ?? '',
    capturedBy: message.captured.by.id,
  };
}

function shortened(text: string): string {
  return text.length <= 480 ? text : `${text.slice(0, 479)}…`;
}
