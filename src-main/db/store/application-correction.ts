import type { CandidateData, CandidateField } from '#shared/domain/candidate-field.ts';
import { type Finding, flagsOf as flagsIn } from '#shared/domain/finding.ts';
import type { RegionContext } from '../../platform/act.ts';
import { accountById } from './account.ts';
import type { ApplicationView } from './application.ts';
import { dataAsked } from './application-facts.ts';
import { stepsTaken } from './application-step.ts';
import { openBatch } from './batch.ts';
import { closeBatch } from './batch-manifest.ts';
import { putInBatch } from './batch-record.ts';
import { flagsOf, saveCandidacy } from './candidacy.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { columnsOf } from './candidacy-keys.ts';
import { recordNumber } from './number-history.ts';
import { releaseMessage } from './release-message.ts';

/** What a correction can reach (2.3a); sex and birth date follow the document. Everything else stays untouched (2.2). */
const correctedFields = [
  'fullName',
  'ethnicity',
  'documentType',
  'documentNumber',
  'sex',
  'birthDate',
] as const satisfies readonly CandidateField[];

type CarriedOut = {
  readonly findings: readonly Finding[];
  /** whose act it was; no account where it was decided elsewhere */
  readonly by: { readonly userId: string | null; readonly name: string };
};

/**
 * The county carries a correction out (2.3a): new values with their search keys, the old document number in the history,
 * the next revision, and its message to the region. The status stays: what is in effect stays in effect. The candidacy
 * number is not derived anew: it was given once.
 */
export function carryOutCorrection(
  context: RegionContext,
  view: ApplicationView,
  { findings, by: agreed }: CarriedOut,
): void {
  const { db, clock, ids, record } = context;
  const row = view.candidacy;
  const stored = candidateDataOf(db, row);
  const data = onlyCorrected(stored, dataAsked(stored, view.request));
  const changed = correctedFields.filter((field) => stored[field] !== data[field]);
  const at = clock.now();
  const revision = row.revision + 1;
  const flags = [...new Set([...flagsOf(row), ...flagsIn(findings)])];
  const saved = saveCandidacy(db, row, { ...columnsOf(data), revision, flags: JSON.stringify(flags) }, at);
  recordNumber(db, {
    id: ids.uuid(),
    candidacyId: row.id,
    kind: 'documentNumber',
    value: data.documentNumber,
    because: 'changed',
    at,
  });
  const sender = agreed.userId ?? senderOf(db, view);
  const batchId = openBatch(context, { origin: 'correction', choice: null, madeBy: null });
  putInBatch(db, batchId, { candidacyId: row.id, revision });
  const by = { id: sender, displayName: nameOf(db, sender) };
  const message = { ...releaseMessage(context, saved, findings, { by, at }), batchId };
  record({
    kind: 'candidacy.corrected',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: {
      applicationId: view.row.id,
      changes: Object.fromEntries(changed.map((field) => [field, { from: stored[field], to: data[field] }])),
      revision,
      messageId: message.messageId,
    },
    findings,
    message,
  });
  closeBatch(context, batchId, sender);
}

/**
 * Decided elsewhere: whoever of this office agreed last sent it there, and answers for the revision; else who released
 * the one before. Never who took the photo (four eyes).
 */
function senderOf(db: RegionContext['db'], { row, candidacy }: ApplicationView): string | null {
  const agreed = stepsTaken(db, row.id).filter(
    ({ act, byUser }) => act === 'agreed' && byUser !== candidacy.capturedBy,
  );
  return agreed.findLast(({ byUser }) => byUser !== null)?.byUser ?? candidacy.releasedBy;
}

function nameOf(db: RegionContext['db'], userId: string | null): string {
  return (userId === null ? null : accountById(db, userId)?.displayName) ?? '';
}

function onlyCorrected(stored: CandidateData, asked: CandidateData): CandidateData {
  return { ...stored, ...Object.fromEntries(correctedFields.map((field) => [field, asked[field]])) };
}
