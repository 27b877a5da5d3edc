import type { AwaitedResult } from '#shared/regulation/exam-entry-facts.ts';
import type { Clock } from '../../platform/ports.ts';
import type { DeskDb } from '../open.ts';
import { currentEntry } from './exam-entry.ts';
import { sittingLabel } from './result-source.ts';
import { resultsOfSittingAreKnown } from './subject-result.ts';

/**
 * Subjects that a candidate was entered for in other sittings that are over, where nothing of that sitting's results is here:
 * neither by file nor from the region. Once they are, whoever is not among them did not sit.
 */
export function awaitedResults(
  { db, clock }: { readonly db: DeskDb; readonly clock: Clock },
  candidacyId: string,
  except: string,
): AwaitedResult[] {
  const over = db
    .statement(
      `SELECT DISTINCT x.sitting FROM exam_entry x WHERE x.candidacy_id = @candidacyId AND x.sitting <> @except
         AND julianday((SELECT max(w.closes_at) FROM exam_window w WHERE w.kind = 'sitting' AND w.sitting = x.sitting))
           < julianday(@now) ORDER BY x.sitting`,
    )
    .pluck()
    .all({ candidacyId, except, now: clock.now() }) as string[];
  return over
    .filter((sitting) => !resultsOfSittingAreKnown(db, sitting))
    .flatMap((sitting) => {
      const entry = currentEntry(db, candidacyId, sitting);
      const label = sittingLabel(db, sitting);
      return entry?.state === 'entered' ? entry.subjects.map((subject) => ({ subject, sittingLabel: label })) : [];
    });
}
