import { type RecordChange, recordChangeLabel } from '../labels/record-change.ts';
import { failed, ok } from '../lib/result.ts';
import { type ActSubject, type Decision, stateFinding } from './act-decision.ts';
import type { CandidacyStatus } from './candidacy-status.ts';
import { closingFindings, type Finding, flagsOf } from './finding.ts';

/** Records of nobody or of another record: their items change no more. Every other state is a living one. */
const overAndDone: readonly CandidacyStatus[] = ['staged', 'closed', 'joined', 'withdrawn', 'void'];

/** True while class and mobile of the record can change; also in effect and suspended (2.4, 2.5). */
function isLiving(status: CandidacyStatus): boolean {
  return !overAndDone.includes(status);
}

/** States whose content the region holds or is about to get, with no later revision on its way. */
const outOfTheHouse: readonly CandidacyStatus[] = ['released', 'received', 'inEffect', 'suspended'];

/**
 * True where a change of class or mobile does not reach the region by itself: before the release the next message carries
 * it, afterwards it is marked as still to be told.
 */
export function mustBeTold(status: CandidacyStatus): boolean {
  return outOfTheHouse.includes(status);
}

/** Class change (classChangeRules) or mobile change (mobileChangeRules): open unless the state or a finding is against it. */
export function decideRecordChange(
  act: RecordChange,
  subject: ActSubject,
  judged: readonly Finding[],
): Decision<{ readonly flags: readonly string[] }> {
  const findings = isLiving(subject.status) ? judged : [stateFinding(subject), ...judged];
  const closing = closingFindings(findings);
  if (closing.length === 0) return { findings, result: ok({ flags: flagsOf(findings) }) };
  const title = `不能${recordChangeLabel(act)}：${subject.fullName}`;
  return { findings, result: failed({ kind: 'refused', title, findings: closing }) };
}
