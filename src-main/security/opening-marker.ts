import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { DeskDb } from '../db/open.ts';
import { beginIncarnation, type IncarnationCause, lastOpening, noteOpening } from '../db/store/incarnation.ts';
import { createRecorder } from '../db/store/record.ts';
import type { Clock, Ids } from '../platform/ports.ts';
import type { Profile } from '../platform/profile.ts';
import { writeFileDurably } from './write-file-durably.ts';

/** The file beside the desk's folder. It holds no secret: two random words, of which the database keeps one. */
type Marker = { readonly format: 'kaoji-opening'; readonly was: string | null; readonly is: string };

type Opening = {
  readonly profile: Profile;
  readonly db: DeskDb;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly appVersion: string;
};

/**
 * Notes an opening in the encrypted file and in a marker outside it. Where the two do not belong together, the file was put
 * back from a backup; where it lies elsewhere than at the last opening, it was copied: both begin a new incarnation. The
 * marker names the old word and the new one until the database has the new one, so that a kill in between is neither.
 */
export function noteOpeningOfFile({ profile, db, clock, ids, appVersion }: Opening): void {
  const file = join(profile.folder, 'opening.json');
  const kept = readMarker(file);
  const before = lastOpening(db);
  const place = placeOf(profile.database);
  const cause = causeOf(kept, before, place);
  const word = ids.uuid();
  const write = (was: string | null) =>
    writeFileDurably(file, JSON.stringify({ format: 'kaoji-opening', was, is: word }));
  write(before.word);
  db.client
    .transaction(() => {
      noteOpening(db, word, place, clock.now());
      const record = createRecorder({ db, actor: null, call: 'session.open', clock, ids, appVersion });
      if (cause) beginIncarnation({ db, clock, ids, record }, cause, false);
    })
    .immediate();
  write(word);
}

function causeOf(
  kept: Marker | null,
  before: { readonly word: string | null; readonly place: string | null },
  place: string,
): IncarnationCause | null {
  // neither has ever noted an opening: a desk that was just set up, or one from before this was kept
  if (before.word === null && kept === null) return null;
  if (before.word === null || (before.word !== kept?.is && before.word !== kept?.was)) return 'restored';
  return before.place === place ? null : 'moved';
}

/** Machine and number of the file: a copy has another, a folder that is renamed keeps it. */
function placeOf(database: string): string {
  return `${hostname()}/${statSync(database, { bigint: true }).ino}`;
}

function readMarker(file: string): Marker | null {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Marker> | null;
    return kept?.format === 'kaoji-opening' && typeof kept.is === 'string' ? (kept as Marker) : null;
  } catch {
    return null;
  }
}
