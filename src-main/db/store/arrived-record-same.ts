import { decideJoin } from '#shared/domain/candidacy-acts.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { Arrival } from './brought-message.ts';
import { type CandidacyRow, findCandidacy, saveCandidacy } from './candidacy.ts';
import { subjectOf } from './decision.ts';
import { candidacyNoHolders } from './facts.ts';
import { keepFormerNumbers } from './number-history.ts';

/** Why an arriving record cannot stand here yet. `reason` without, `sentence` for the case without full stop too. */
export type NoPlace = {
  readonly reason: string;
  readonly sentence: string;
  readonly candidacyIds: readonly string[];
};

/**
 * The joining school may have listed the pupil already: the same person (document type, number and cohort exactly, DESIGN §4)
 * whose desk work is not finished joins the record that comes. One that went further is brought back to the desk by people
 * first; so is whoever else holds the number (at most one current holder).
 */
export function meetSamePerson(
  context: RegionContext,
  notice: Arrival,
  message: CandidacyMessage,
): Result<{ joinInto(kept: CandidacyRow): void }, NoPlace> {
  const { db } = context;
  const same = livingRecordsOf(context, message);
  const closed = same.find((row) => !decideJoin(subjectOf(row, row.regulationEdition)).result.ok);
  if (closed) return failed(alreadyWorkedOn(message, closed));
  const joining = new Set(same.map(({ id }) => id));
  const holder =
    notice.candidacyNo === null
      ? undefined
      : candidacyNoHolders(db, notice.candidacyNo, message.candidacyId).find((one) => !joining.has(one.candidacyId));
  if (holder)
    return failed({
      reason: `他的考籍号在本考区的${holder.fullName}名下，核对清楚了再用`,
      sentence: `${message.data.fullName}从别的旗县转籍转来，他的考籍号在${holder.fullName}名下，还没有采用。核对是谁的号，报自治区`,
      candidacyIds: [holder.candidacyId],
    });
  return ok({
    joinInto(kept) {
      for (const row of same) join(context, row, kept);
    },
  });
}

function alreadyWorkedOn({ data }: CandidacyMessage, row: CandidacyRow): NoPlace {
  const state = candidacyStatusLabel(row.status as Parameters<typeof candidacyStatusLabel>[0]);
  return {
    reason: `本考区已有他的一份，现在是“${state}”；退回登记台后，转来的自动采用、那一份并入`,
    sentence: `${data.fullName}从别的旗县转籍转来，本考区已另外办了他的一份，现在是“${state}”。把那一份退回登记台（放行了的先申请重新打开），转来的就会采用、那一份并入；已生效的报自治区核对`,
    candidacyIds: [row.id],
  };
}

function join({ db, clock, ids, record }: RegionContext, row: CandidacyRow, kept: CandidacyRow): void {
  const { result } = decideJoin(subjectOf(row, row.regulationEdition));
  if (!result.ok) return;
  saveCandidacy(db, row, { status: result.value.next }, clock.now());
  keepFormerNumbers(db, { fromId: row.id, toId: kept.id, newId: () => ids.uuid(), at: clock.now() });
  record({
    kind: 'candidacy.joined',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { canonicalCandidacyId: kept.id, reason: '和转籍转来的是同一人：证件种类、号码和入学年份相同' },
  });
}

function livingRecordsOf({ db }: RegionContext, { candidacyId, data }: CandidacyMessage): CandidacyRow[] {
  const { documentType, documentNumber, cohortYear } = data;
  const ids = db
    .statement(
      `SELECT id FROM candidacy WHERE document_type = ? AND document_number = ? AND cohort_year IS ? AND id <> ?
         AND status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'closed') ORDER BY created_at, id`,
    )
    .pluck()
    .all(documentType, documentNumber, cohortYear, candidacyId) as string[];
  return ids.flatMap((id) => findCandidacy(db, id) ?? []);
}
