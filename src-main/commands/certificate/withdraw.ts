import { failed, ok } from '#shared/lib/result.ts';
import { outOfReach, reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { findCertificate, withdrawCertificate } from '../../db/store/certificate.ts';
import { toldCertificate } from '../../db/store/certificate-told.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** Takes a certificate back, with a reason: the paper stays in the world, so here and at the region it is told withdrawn. */
export const withdrawIssued: CommandHandler<'certificate.withdraw'> = {
  act: ({ certificateId, reason }, _prepared, context) => {
    const { db, actor, clock, record } = context;
    const row = findCertificate(db, 'id', certificateId);
    if (!row) return failed(outOfReach);
    const reached = reachCandidacy(db, actor, row.candidacyId);
    if (!reached.ok) return reached;
    // the same key pressed twice
    if (row.withdrawnBy === actor.userId && row.withdrawnReason === reason) return ok({});
    if (row.withdrawnAt !== null)
      return failed({
        kind: 'stale',
        message: `编号 ${row.number} 的成绩证明已经撤销。打开那一件看是谁、为什么撤销的。`,
      });
    const at = clock.now();
    withdrawCertificate(db, row.id, { by: actor.userId, at, reason });
    const withdrawn = { ...row, withdrawnBy: actor.userId, withdrawnAt: at, withdrawnReason: reason };
    record({
      kind: 'certificate.withdrawn',
      subjectNoun: 'certificate',
      subjectId: row.id,
      candidacyId: row.candidacyId,
      payload: { number: row.number, reason },
      change: toldCertificate(context, withdrawn, reached.value),
    });
    return ok({});
  },
  changes: ['certificate', 'application', 'outbox'],
};
