import type { PhotoProfile } from '../../../shared/photo/photo-profile.ts';
import { photoProfile } from '../../../shared/wire/setup-file.ts';
import type { DeskDb } from '../open.ts';
import { editionById } from './office.ts';

/** What this desk takes photos for; profiles of other exams are kept, but no registration is judged by them. */
const examOfTheDesk = 'academicLevel';

type Dated = PhotoProfile & { readonly inForceFrom: string; readonly cohortYear: number | null };

// an edition never changes once it has arrived
const parsed = new WeakMap<DeskDb, Map<string, PhotoProfile>>();

/**
 * The profile a pupil's photo is taken by: the latest in force for the pupil's own cohort, else the latest for any. With
 * a clock set back before the first edition, the first one: the clock never stops work. Null before set-up.
 */
export function photoProfileFor(db: DeskDb, today: string, cohortYear: number | null): PhotoProfile | null {
  const editions = editionsNewestFirst(db);
  const inForce = editions.filter((edition) => edition.inForceFrom <= today);
  // nothing in force: the earliest is the nearest
  const eligible = inForce.length > 0 ? inForce : editions.toReversed();
  const own = cohortYear === null ? undefined : eligible.find((edition) => edition.cohortYear === cohortYear);
  const forAny = ({ cohortYear: year }: Dated): boolean => year === null;
  // one for any that is not yet in force is nearer than another cohort's
  return own ?? eligible.find(forAny) ?? editions.findLast(forAny) ?? eligible[0] ?? null;
}

/** The profile that a stored shot was judged by; null = this desk no longer has the edition. */
export function photoProfileOf(db: DeskDb, editionId: string): PhotoProfile | null {
  const known = parsed.get(db) ?? new Map<string, PhotoProfile>();
  parsed.set(db, known);
  const found = known.get(editionId);
  if (found) return found;
  const row = editionById(db, editionId);
  if (row?.kind !== 'photoProfile') return null;
  const profile = profileIn(row.id, row.content);
  known.set(editionId, profile);
  return profile;
}

function editionsNewestFirst(db: DeskDb): Dated[] {
  const rows = db
    .statement(`SELECT id, content FROM edition WHERE kind = 'photoProfile' ORDER BY in_force_from DESC, rowid DESC`)
    .all() as { id: string; content: string }[];
  const all = rows.map(({ id, content }) => profileIn(id, content));
  const ours = all.filter(({ exam }) => exam === null || exam === examOfTheDesk);
  return ours.length > 0 ? ours : all;
}

function profileIn(id: string, content: string): Dated & { readonly exam: string | null } {
  return { ...photoProfile.parse(JSON.parse(content)), id };
}
