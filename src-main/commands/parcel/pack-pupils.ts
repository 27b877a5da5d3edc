import { setImmediate as nextTurn } from 'node:timers/promises';
import { encodePiece } from '../../../parcel/pieces.ts';
import type { DeskParcelLine, PupilLine } from '../../../shared/wire/desk-parcel.ts';
import type { DeskDb } from '../../db/open.ts';
import { accountById } from '../../db/store/account.ts';
import { readPhoto } from '../../db/store/capture.ts';
import { photosOf, withPeople } from '../../db/store/pupil-bundle.ts';

/** One line of a parcel between desks, as a piece. */
function linePiece(line: DeskParcelLine): Uint8Array {
  return encodePiece(Buffer.from(JSON.stringify(line), 'utf8'));
}

/** A photo as a piece: a zero byte in front tells it from a line. */
function photoPiece(bytes: Uint8Array): Uint8Array {
  return encodePiece(Buffer.concat([Buffer.alloc(1), bytes]));
}

/** Who did something to these pupils, one line each, by the name they sign in with. */
export function peopleLines(db: DeskDb, pupils: readonly PupilLine[]): DeskParcelLine[] {
  const seen = new Set<string>();
  for (const pupil of pupils)
    withPeople(pupil, (userId) => {
      seen.add(userId);
      return userId;
    });
  return [...seen].flatMap((userId) => {
    // a teacher's approval that came with a roster names nobody who signs in
    const found = accountById(db, userId);
    if (!found) return [];
    const { loginName, displayName, role } = found;
    return [{ kind: 'person' as const, userId, loginName, displayName, role: role as 'clerk' }];
  });
}

/** Lines, then each pupil behind the photos that it names. Ends early when told to. */
export async function* packedPupils(
  db: DeskDb,
  lines: readonly DeskParcelLine[],
  pupils: readonly PupilLine[],
  signal: AbortSignal,
  onPupil: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield linePiece(line);
  for (const [at, pupil] of pupils.entries()) {
    signal.throwIfAborted();
    for (const sha256 of photosOf(pupil)) {
      const bytes = readPhoto(db, sha256);
      if (!bytes) throw new Error('a photo vanished while it was packed');
      yield photoPiece(bytes);
    }
    yield linePiece(pupil);
    onPupil(at + 1);
    await nextTurn();
  }
}
