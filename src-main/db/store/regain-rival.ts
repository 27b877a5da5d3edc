import { type ChangeMessage, readChangeMessage } from '#shared/wire/change-message.ts';
import type { DeskDb } from '../open.ts';

/**
 * A change of the same kind and record that was made here without knowing of the lost one: it is not among those that the
 * lost one follows. The newest of them, or null. Of entries only those for the same sitting.
 */
export function changeMadeBeside(db: DeskDb, message: ChangeMessage): ChangeMessage | null {
  if (!['classChange', 'mobileChange', 'examEntry'].includes(message.kind)) return null;
  const bodies = db
    .statement(
      `WITH RECURSIVE before (id) AS (
         SELECT @follows UNION
         SELECT m.body ->> '$.follows' FROM change_message m JOIN before b ON m.message_id = b.id)
       SELECT body FROM change_message WHERE candidacy_id = @candidacyId AND kind = @kind
         AND message_id NOT IN (SELECT id FROM before WHERE id IS NOT NULL) ORDER BY change_seq DESC`,
    )
    .pluck()
    .all({ follows: message.follows, candidacyId: message.candidacyId, kind: message.kind }) as string[];
  for (const body of bodies) {
    const made = readChangeMessage(body);
    if (made === 'unknown' || 'misfit' in made) continue;
    if (made.kind === 'examEntry' && message.kind === 'examEntry' && made.sitting !== message.sitting) continue;
    return made;
  }
  return null;
}
