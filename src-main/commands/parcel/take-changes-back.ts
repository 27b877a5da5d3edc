import { setImmediate as nextTurn } from 'node:timers/promises';
import { ok } from '../../../shared/lib/result.ts';
import type { AnswerLine } from '../../../shared/wire/parcel.ts';
import { beginIncarnation } from '../../db/store/incarnation.ts';
import { isKeptOut } from '../../db/store/kept-out.ts';
import { readInstallation } from '../../db/store/office.ts';
import { behindEachOther, type ProvenChange } from '../../db/store/regain-change.ts';
import { noteAtRegion, noteLeft } from '../../db/store/regain-left.ts';
import { knownChanges } from '../../db/store/regained-change.ts';
import type { LongContext } from '../../platform/act.ts';
import type { AnswerTaking } from './answer-taking.ts';

/** `left`: so many the region still holds that are not here; null = the answer does not speak of them. */
export type ChangesBack = { readonly regained: number; readonly left: number | null };

/**
 * Takes back what the region's answer brings of this desk's lost changes, each in one transaction and behind the one that it
 * follows, as over the network. One whose record is not here stays with the region, and every answer brings it until it is;
 * one that has no receipt yet counts as left.
 */
export async function takeChangesBack(
  { prove, take }: AnswerTaking['lostChanges'],
  context: LongContext,
  lines: readonly AnswerLine[],
): Promise<ChangesBack> {
  const { db } = context;
  const proven: ProvenChange[] = [];
  let left: number | null = null;
  for (const line of lines) {
    if (line.kind === 'regainedChangesEnd') left = line.left;
    if (line.kind !== 'regainedChange') continue;
    const { messageId } = line.change.envelope;
    if (knownChanges(db, [messageId]).size > 0) continue;
    const lost = prove(db, line.change);
    // the region's own file never holds one; whoever made this could sign as the region, and nothing of it is used
    if (lost === 'forged') continue;
    if (lost === 'unreadable') note(context, messageId, 'unreadable');
    else proven.push(lost);
  }
  let regained = 0;
  let waiting = 0;
  for (const lost of behindEachOther(proven)) {
    const became = takeOne(take, context, lost);
    if (became === 'taken') regained += 1;
    if (became === 'noRecord' && lost.receipt === null) waiting += 1;
    if (became === 'noRecord' && lost.receipt)
      context.transact((step) => ok(noteAtRegion(step.db, [lost.message], 'noRecord', step.clock.now())));
    await nextTurn();
  }
  return { regained, left: left === null ? null : left + waiting };
}

function takeOne(take: AnswerTaking['lostChanges']['take'], context: LongContext, lost: ProvenChange): string {
  try {
    const done = context.transact((step) => {
      // told under this opening's own name and not known here: the file was put back without anything showing it
      if (lost.envelope.incarnation === readInstallation(step.db).incarnation)
        beginIncarnation(step, 'regionKnowsMore', true);
      return ok(take(step, lost));
    });
    return done.ok ? done.value : 'left';
  } catch (error) {
    if (!isKeptOut(error)) throw error;
    note(context, lost.message.messageId, 'unfit');
    return 'left';
  }
}

function note(context: LongContext, messageId: string, why: 'unreadable' | 'unfit'): void {
  context.transact((step) => ok(noteLeft(step.db, 'changes', messageId, why, step.clock.now())));
}
