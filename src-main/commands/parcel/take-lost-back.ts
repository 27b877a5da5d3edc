import { setImmediate as nextTurn } from 'node:timers/promises';
import { ok } from '../../../shared/lib/result.ts';
import type { AnswerLine } from '../../../shared/wire/parcel.ts';
import type { DeskDb } from '../../db/open.ts';
import { readPhoto } from '../../db/store/capture.ts';
import { beginIncarnation } from '../../db/store/incarnation.ts';
import { isKeptOut } from '../../db/store/kept-out.ts';
import { readInstallation } from '../../db/store/office.ts';
import type { ProvenLost } from '../../db/store/regain.ts';
import { noteLeft } from '../../db/store/regain-left.ts';
import { knownMessages } from '../../db/store/regained-message.ts';
import type { LongContext } from '../../platform/act.ts';
import type { AnswerTaking } from './answer-taking.ts';

export type LostBack = { readonly regained: number; readonly regainLeft: number | null };
export const nothingBack: LostBack = { regained: 0, regainLeft: null };

/**
 * Takes back what the region's answer brings of this desk's lost messages: each with its photo and its receipt in one
 * transaction, so that a run may die anywhere and the answer be read again. What cannot be used is noted and stays with the
 * region.
 */
export async function takeLostBack(
  { prove, take }: AnswerTaking['lost'],
  context: LongContext,
  lines: readonly AnswerLine[],
  photos: ReadonlyMap<string, Uint8Array>,
): Promise<LostBack> {
  const { db } = context;
  let regained = 0;
  let regainLeft: number | null = null;
  for (const line of lines) {
    if (line.kind === 'regainedEnd') regainLeft = line.left;
    if (line.kind !== 'regained') continue;
    const { messageId } = line.message;
    if (knownMessages(db, [messageId]).has(messageId)) continue;
    const lost = prove(db, line.message);
    // the region's own file never holds one; whoever made this could sign as the region, and nothing of it is used
    if (lost === 'forged') continue;
    const photo = lost === 'unreadable' ? null : (photos.get(lost.message.photo.sha256) ?? null);
    const why = lost === 'unreadable' ? lost : isWithoutPhoto(db, lost, photo) ? 'noPhoto' : null;
    if (lost === 'unreadable' || why !== null) {
      context.transact((step) => ok(noteLeft(step.db, 'records', messageId, why ?? 'unreadable', step.clock.now())));
      continue;
    }
    try {
      const taken = context.transact((step) => {
        // sent under this opening's own name and not known here: the file was put back without anything showing it
        if (lost.message.incarnation === readInstallation(step.db).incarnation)
          beginIncarnation(step, 'regionKnowsMore', true);
        return ok(take(step, lost, photo));
      });
      if (taken.ok && taken.value) regained += 1;
    } catch (error) {
      if (!isKeptOut(error)) throw error;
      context.transact((step) => ok(noteLeft(step.db, 'records', messageId, 'unfit', step.clock.now())));
    }
    await nextTurn();
  }
  return { regained, regainLeft };
}

/** True where a record cannot stand without its photo, and it is neither here nor came along; a refused one is taken anew. */
function isWithoutPhoto(db: DeskDb, { message, receipt }: ProvenLost, photo: Uint8Array | null): boolean {
  return !photo && receipt.outcome !== 'refused' && !readPhoto(db, message.photo.sha256);
}
