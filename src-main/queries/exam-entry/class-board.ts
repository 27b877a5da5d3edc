import { manyLimit } from '#shared/domain/list-limit.ts';
import { ok } from '#shared/lib/result.ts';
import { currentEntries } from '../../db/store/exam-entry.ts';
import { entryClasses, entryPupils } from '../../db/store/exam-entry-class.ts';
import { mayEnter } from '../../db/store/exam-entry-judgement.ts';
import { slipStates } from '../../db/store/exam-entry-slip.ts';
import { entryWindows, sittings } from '../../db/store/exam-sitting.ts';
import { editionToday } from '../../db/store/facts-office.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Who of a class has entered what for a sitting; the next sitting and the first class where none is asked for. */
export const classBoard: QueryHandler<'examEntry.classBoard'> = (input, context) => {
  const { db, actor, clock } = context;
  const all = sittings(context).map(({ sitting, label, startsOn }) => ({ sitting, label, startsOn }));
  const next = all.find((one) => one.startsOn >= clock.today()) ?? all.at(-1);
  const shown = (input.sitting === null ? next : all.find((one) => one.sitting === input.sitting)) ?? null;
  const sitting = shown?.sitting ?? '';
  const edition = editionToday(db, clock.today());
  const classes = entryClasses(db, actor, sitting);
  const classId = input.classId === 'private' ? null : (input.classId ?? classes[0]?.classId ?? null);
  const pupils = entryPupils(db, actor, classId, manyLimit);
  const entries = currentEntries(
    db,
    sitting,
    pupils.map((pupil) => pupil.candidacyId),
  );
  const slips = slipStates(
    db,
    [...entries.values()].map((entry) => entry.id),
  );
  return ok({
    sittings: all,
    sitting: shown,
    windows: entryWindows(context, sitting).map(({ cohortYear, opensAt, closesAt }) => ({
      cohortYear,
      opensAt,
      closesAt,
    })),
    classes,
    classId,
    pupils: pupils.map((pupil) => {
      const entry = entries.get(pupil.candidacyId);
      const line = { ...pupil, mayEnter: mayEnter(pupil, edition, clock.today()) };
      if (!entry) return { ...line, entry: null };
      const { id, version, state, subjects, foreignLanguage } = entry;
      const slip = slips.get(id) ?? 'none';
      return { ...line, entry: { version, state, subjects: [...subjects], foreignLanguage, slip } };
    }),
  });
};
