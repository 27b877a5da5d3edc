import type { DeskDb } from '../open.ts';

/** How often the sheet of an application has been made, as the event log tells. */
export function applicationsPrinted(db: DeskDb, applicationId: string): number {
  return db
    .statement(`SELECT count(*) FROM event WHERE subject_id = ? AND kind = 'application.printed'`)
    .pluck()
    .get(applicationId) as number;
}

/** How often the registration form of a candidacy has been made, as the event log tells. */
export function registrationFormsPrinted(db: DeskDb, candidacyId: string): number {
  return db
    .statement(`SELECT count(*) FROM event WHERE subject_id = ? AND kind = 'registrationForm.printed'`)
    .pluck()
    .get(candidacyId) as number;
}
