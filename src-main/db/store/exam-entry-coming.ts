import type { Clock } from '../../platform/ports.ts';
import type { DeskDb } from '../open.ts';
import { currentEntry, type ExamEntry } from './exam-entry.ts';
import { sittings } from './exam-sitting.ts';

type Coming = { readonly label: string; readonly entry: ExamEntry };

/** What a candidate is entered for in sittings that have not begun before today (calendar in force), by their first day. */
export function comingEntries(context: { readonly db: DeskDb; readonly clock: Clock }, candidacyId: string): Coming[] {
  const today = context.clock.today();
  return sittings(context)
    .filter(({ startsOn }) => startsOn >= today)
    .flatMap(({ sitting, label }) => {
      const entry = currentEntry(context.db, candidacyId, sitting);
      return entry?.state === 'entered' ? [{ label, entry }] : [];
    });
}
