import type { ChangeEnvelope, ChangeMessage } from '#shared/wire/change-message.ts';
import type { ReceiptBody } from '#shared/wire/receipt.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { RegionContext } from '../../platform/act.ts';
import { type CandidacyRow, findCandidacy } from './candidacy.ts';
import { openConflict } from './case-file-conflict.ts';
import { findCertificate } from './certificate.ts';
import type { NewChange } from './change-message.ts';
import { effectOfLost } from './regain-effect.ts';
import { insertRegainedChange } from './regained-change.ts';

/** A change that the region holds of this desk, proven to be the desk's own; `receipt` null = it waits there. */
export type ProvenChange = {
  readonly envelope: ChangeEnvelope;
  readonly body: string;
  readonly message: ChangeMessage;
  readonly receipt: { readonly signed: SignedText; readonly said: ReceiptBody } | null;
};

/** Each behind the one that it follows, whatever the desk's clock was when it got its id. */
export function behindEachOther(changes: readonly ProvenChange[]): readonly ProvenChange[] {
  const byId = new Map(changes.map((one) => [one.message.messageId, one]));
  const placed = new Set<ProvenChange>();
  for (const change of changes) {
    const row: ProvenChange[] = [];
    for (let one: ProvenChange | undefined = change; one && !placed.has(one) && !row.includes(one); ) {
      row.unshift(one);
      one = one.message.follows === null ? undefined : byId.get(one.message.follows);
    }
    for (const one of row) placed.add(one);
  }
  return [...placed];
}

/** told: among the changes of this file again, waiting for the receipt; beside: kept by itself; noRecord: not to be used yet. */
export type ChangeBack = 'told' | 'beside' | 'noRecord';

/**
 * What the region gives back of one change, in the caller's transaction: it stands among the changes of this file again, so
 * that what is told next follows it, and its effect is here again where that is safe. Where it is not, a case says to people
 * what the region holds and what to do; nothing is merged.
 */
export function takeChangeBack(context: RegionContext, lost: ProvenChange): ChangeBack {
  const { db, clock, record } = context;
  const { envelope, body, message, receipt } = lost;
  const { messageId, kind, candidacyId } = message;
  const local = findCandidacy(db, candidacyId);
  const change = newChangeOf(context, lost);
  // what it is about comes with the record, or with the arrival from another county that the region tells anew
  if (!local && change.needsRecord) return 'noRecord';
  const { became, sentence } = effectOfLost(context, local, lost);
  record({
    kind: 'change.regained',
    subjectNoun: 'candidacy',
    subjectId: candidacyId,
    payload: { messageId, change: kind, became, incarnation: envelope.incarnation, changeSeq: envelope.changeSeq },
    ...(local && { change }),
  });
  insertRegainedChange(db, {
    messageId,
    kind,
    candidacyId,
    incarnation: envelope.incarnation,
    changeSeq: envelope.changeSeq,
    body,
    receiptBody: receipt?.signed.body ?? null,
    receiptSignature: receipt?.signed.signature ?? null,
    became,
    regainedAt: clock.now(),
  });
  if (sentence !== null) openCaseOf(context, local, lost, sentence);
  return local ? 'told' : 'beside';
}

function openCaseOf(
  context: RegionContext,
  local: CandidacyRow | null,
  { message }: ProvenChange,
  sentence: string,
): void {
  const candidacyIds = local ? [local.id] : [];
  openConflict(context, { kind: 'regionConflict', about: message.messageId, sentence, candidacyIds });
}

/** The row as the act of then had written it; its number is counted anew. */
function newChangeOf({ db }: RegionContext, { envelope, body, message, receipt }: ProvenChange): NewChange {
  const { messageId, kind, candidacyId } = message;
  const isAboutRecord = kind !== 'application' && kind !== 'evidencePage';
  return {
    messageId,
    kind,
    candidacyId,
    subjectId: subjectOf(db, message),
    needsRecord: isAboutRecord,
    body,
    ...(envelope.fileSha256 !== null && { fileSha256: envelope.fileSha256 }),
    // one that waits is sent again, under a number of this opening
    ...(receipt && { incarnation: envelope.incarnation }),
  };
}

function subjectOf(db: RegionContext['db'], message: ChangeMessage): string {
  if (message.kind === 'application') return message.applicationId;
  if (message.kind === 'evidencePage') return `${message.applicationId}/${message.evidenceId}/${message.position}`;
  if (message.kind === 'certificate') {
    const { number } = message.certified;
    return findCertificate(db, 'number', number)?.id ?? number;
  }
  return message.candidacyId;
}
