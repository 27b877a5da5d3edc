import type { DeskDb } from '../open.ts';

/** How often the registration form of a candidacy has been made, as the event log tells. */
export function registrationFormsPrinted(db: DeskDb, candidacyId: string): number {
  return db
    .statement(`SELECT count(*) FROM event WHERE subject_id = ? AND kind = 'registrationForm.printed'`)
    .pluck()
    .get(candidacyId) as number;
}
