import type { RegionContext } from '../../platform/act.ts';
import type { CandidacyRow } from './candidacy.ts';
import { changeOfRecord } from './change-facts.ts';
import type { NewChange } from './change-message.ts';
import type { ExamEntry } from './exam-entry.ts';

/** What the region is told of one version of an exam entry (clause 1.3.5). */
export function toldEntry(
  context: Pick<RegionContext, 'db' | 'clock' | 'ids'>,
  row: Pick<CandidacyRow, 'id' | 'revision'>,
  entry: Pick<
    ExamEntry,
    'sitting' | 'version' | 'state' | 'subjects' | 'foreignLanguage' | 'reason' | 'enteredBy' | 'enteredAt'
  >,
): NewChange {
  const { sitting, version, state, subjects, foreignLanguage, reason, enteredBy, enteredAt } = entry;
  const own = { kind: 'examEntry', sitting, version, state, subjects, foreignLanguage, reason } as const;
  return changeOfRecord<'examEntry'>(context, row, own, { by: enteredBy, at: enteredAt });
}
