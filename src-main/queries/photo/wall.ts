import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { manyLimit } from '#shared/domain/list-limit.ts';
import { ok } from '#shared/lib/result.ts';
import { findCandidacies } from '../../db/store/candidacy.ts';
import { scopeCondition } from '../../db/store/candidacy-reach.ts';
import { reviewOffers } from '../../db/store/decision-review-offers.ts';
import { gateOf } from '../../db/store/photo-gate.ts';
import { countOnWall, photoDays, photosOnWall } from '../../db/store/photo-wall.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Most days the wall offers; older ones are found by class. */
const dayLimit = 60;
const frozenFrom: readonly CandidacyStatus[] = ['released', 'received', 'inEffect', 'suspended', 'closed', 'joined'];

/**
 * The photos that count, of a day (Beijing time), a class, or both, worst first; with neither, of whatever waits for
 * review. A page of work holds as many as one act takes. Work that was done may have made a page vanish: then it is the
 * last one.
 */
export const photoWall: QueryHandler<'photo.wall'> = ({ day, classId, waitingOnly, page: asked }, context) => {
  const { db, actor } = context;
  const question = { day, classId, scope: scopeCondition(actor), waitingOnly };
  const { total, atDesk } = countOnWall(db, question);
  const pages = Math.max(1, Math.ceil(total / manyLimit));
  const page = Math.min(asked, pages - 1);
  const shots = photosOnWall(db, question, total, { limit: manyLimit, offset: page * manyLimit });
  const rows = findCandidacies(
    db,
    shots.map((shot) => shot.candidacyId),
  );
  return ok({
    days: photoDays(db, dayLimit),
    total,
    atDesk,
    page,
    pages,
    photos: shots.flatMap((shot) => {
      const row = rows.get(shot.candidacyId);
      if (!row) return [];
      const status = row.status as CandidacyStatus;
      return [
        {
          candidacyId: row.id,
          version: row.version,
          captureId: shot.id,
          fullName: row.fullName,
          className: shot.className,
          status,
          takenAt: shot.takenAt,
          takenBy: shot.takenBy,
          gate: gateOf(db, shot),
          frozen: frozenFrom.includes(status),
          acts: reviewOffers(context, row),
        },
      ];
    }),
  });
};
