import type { Finding } from '#shared/domain/finding.ts';
import type { CommandContext } from '../../platform/act.ts';
import { type CandidacyRow, saveCandidacy } from './candidacy.ts';
import { releaseMessage } from './release-message.ts';

/**
 * One judged record leaves the house in `batchId`, where it stands already: state, event and the message for the region in
 * one transaction. Never by who captured or entered it (four eyes, also a trigger of the database).
 */
export function releaseRecord(
  context: CommandContext,
  row: CandidacyRow,
  findings: readonly Finding[],
  batchId: string,
): void {
  const { db, actor, clock, record } = context;
  const at = clock.now();
  const saved = saveCandidacy(db, row, { status: 'released', releasedBy: actor.userId }, at);
  const by = { id: actor.userId, displayName: actor.displayName };
  const message = { ...releaseMessage(context, saved, findings, { by, at }), batchId };
  record({
    kind: 'candidacy.released',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { revision: row.revision, messageId: message.messageId, batchId },
    findings,
    message,
  });
}
