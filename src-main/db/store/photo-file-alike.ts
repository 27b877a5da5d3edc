import { hashDistance, samePictureLimit } from '#shared/photo/perceptual-hash.ts';
import type { DeskDb } from '../open.ts';
import { currentShotOf } from './capture.ts';
import { forgetPairs } from './photo-file.ts';
import { shotsAlike } from './photo-hash-index.ts';

/** More of them say nothing new: an empty chair, a test card. */
const MOST_KEPT = 20;

/** Notes which other files and which stored shots show the same picture as a file that was just staged. */
export function notePairs(db: DeskDb, fileId: string, hash: string | null): void {
  forgetPairs(db, fileId);
  if (hash === null) return;
  const others = db
    .statement(
      `SELECT id, perceptual_hash AS hash FROM photo_file
       WHERE id <> ? AND perceptual_hash IS NOT NULL AND state IN ('staged', 'rejected')`,
    )
    .all(fileId) as { id: string; hash: string }[];
  const twin = db.statement('INSERT INTO photo_file_twin (file_id, other_file_id) VALUES (?, ?)');
  const twins = others.filter((other) => hashDistance(hash, other.hash) <= samePictureLimit);
  for (const other of twins.slice(0, MOST_KEPT)) twin.run(fileId, other.id);
  const alike = db.statement(
    'INSERT INTO photo_file_look_alike (file_id, capture_id) SELECT ?, id FROM capture WHERE rowid = ?',
  );
  for (const { rowid } of shotsAlike(db, hash, samePictureLimit).slice(0, MOST_KEPT)) alike.run(fileId, rowid);
}

export type Twin = {
  readonly fileId: string;
  readonly otherId: string;
  readonly fileName: string;
  readonly picture: string;
};
export type ShotOfOther = {
  readonly fileId: string;
  readonly captureId: string;
  readonly candidacyId: string;
  readonly fullName: string;
};

/** For each of the files `ids` one staged file that shows the same picture, if there is any: some show up a thousand times. */
export function twinsOf(db: DeskDb, ids: readonly string[]): Twin[] {
  const one = (own: string, other: string) =>
    `(SELECT s.id FROM photo_file_twin t JOIN photo_file s ON s.id = t.${other}
      WHERE t.${own} = wanted.value AND s.state = 'staged' LIMIT 1)`;
  return db
    .statement(
      `SELECT wanted.value AS fileId, o.id AS otherId, o.file_name AS fileName, o.derived_sha256 AS picture
       FROM json_each(@ids) wanted
         JOIN photo_file o ON o.id = coalesce(${one('file_id', 'other_file_id')}, ${one('other_file_id', 'file_id')})`,
    )
    .all({ ids: JSON.stringify(ids) }) as Twin[];
}

/** Pupils whose present shot shows the same picture as one of the files `ids`. */
export function shotsLikeFiles(db: DeskDb, ids: readonly string[]): ShotOfOther[] {
  return db
    .statement(
      `SELECT a.file_id AS fileId, p.id AS captureId, c.id AS candidacyId, c.full_name AS fullName
       FROM photo_file_look_alike a JOIN photo_file f ON f.id = a.file_id
         JOIN capture p ON p.id = a.capture_id JOIN candidacy c ON c.id = p.candidacy_id
       WHERE a.file_id IN (SELECT value FROM json_each(@ids)) AND f.state <> 'attached' AND p.id = ${currentShotOf('c.id')}
         AND c.status NOT IN ('staged', 'joined', 'withdrawn', 'void')`,
    )
    .all({ ids: JSON.stringify(ids) }) as ShotOfOther[];
}
