import type { ParsedInput } from '#shared/contract/index.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { capturesOf, currentCapture, retireShots } from '../../db/store/capture.ts';
import { judgeAct } from '../../db/store/decision.ts';
import type { CommandHandler } from '../../platform/act.ts';

const orderedByWords: Readonly<Record<ParsedInput<'photo.orderRetake'>['orderedBy'], string>> = {
  region: '按自治区要求重拍',
  reviewer: '审核员要求重拍',
};

/**
 * A new photo is ordered, before the registration is in effect: the record goes back to the desk, the shots so far are
 * kept and count no longer. What was released stays at the region until the next revision, which names it, replaces it.
 */
export const orderRetake: CommandHandler<'photo.orderRetake'> = {
  act: (input, _prepared, context) => {
    const { db, actor, clock } = context;
    const reached = reachCandidacy(db, actor, input.candidacyId);
    if (!reached.ok) return reached;
    const row = reached.value;
    const reason = `${orderedByWords[input.orderedBy]}：${input.reason.trim()}`;
    // the same key pressed twice
    if (row.status === 'awaitingCapture' && row.returnReason === reason) return ok({});
    if (row.version !== input.version) return failed(staleFault(db, row.id));
    const { findings, result } = judgeAct('photo.orderRetake', context, row);
    if (!result.ok) return result;
    const captureId = currentCapture(capturesOf(db, row.id))?.id ?? null;
    saveCandidacy(
      db,
      row,
      { status: result.value.next, returnReason: reason, reviewedBy: null, releasedBy: null },
      clock.now(),
    );
    retireShots(db, row.id);
    context.record({
      kind: 'capture.retakeOrdered',
      subjectNoun: 'candidacy',
      subjectId: row.id,
      payload: { reason, orderedBy: input.orderedBy, revision: row.revision, from: row.status, captureId },
      findings,
    });
    return ok({});
  },
  changes: ['candidacy', 'capture'],
};
