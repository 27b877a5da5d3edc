import type { Output } from '../../../shared/contract/index.ts';
import { hashDistance, samePictureLimit } from '../../../shared/photo/perceptual-hash.ts';
import type { DeskDb } from '../open.ts';
import { currentShotOf } from './capture.ts';
import { noteFilesLike } from './photo-file-like-shot.ts';
import { shotsAlike } from './photo-hash-index.ts';

export type LookAlike = Output<'desk.storeShot'>['gate']['lookAlikes'][number];

/** More of them say nothing new: a test card, a wall without anybody. */
const mostKept = 20;

/**
 * Notes the shots of other candidacies that look like a new one (perceptual hash), and the photo files that do. All of
 * them: which of them count, and whether two were swapped, changes with every later shot and is asked when it is shown.
 */
export function noteLookAlikes(
  db: DeskDb,
  shot: { readonly captureId: string; readonly candidacyId: string; readonly hash: string },
): void {
  noteFilesLike(db, shot);
  const ofOther = db.statement('SELECT id FROM capture WHERE rowid = ? AND candidacy_id <> ?').pluck();
  const insert = db.statement('INSERT INTO photo_look_alike (capture_id, other_capture_id, distance) VALUES (?, ?, ?)');
  let kept = 0;
  for (const { rowid, distance } of shotsAlike(db, shot.hash, samePictureLimit)) {
    const other = ofOther.get(rowid, shot.candidacyId) as string | undefined;
    if (other === undefined) continue;
    insert.run(shot.captureId, other, distance);
    kept += 1;
    if (kept === mostKept) return;
  }
}

const pairsOf = `SELECT other_capture_id AS id, distance FROM photo_look_alike WHERE capture_id = @captureId
  UNION SELECT capture_id, distance FROM photo_look_alike WHERE other_capture_id = @captureId`;

/** True in SQL if a shot of candidacy `a` and the shot that counts of candidacy `b` look the same. */
const looksLikeTheirs = (a: string, b: string) => `EXISTS (
  SELECT 1 FROM capture e JOIN photo_look_alike l ON l.capture_id = e.id OR l.other_capture_id = e.id
  WHERE e.candidacy_id = ${a}
    AND ${currentShotOf(b)} = CASE e.id WHEN l.capture_id THEN l.other_capture_id ELSE l.capture_id END)`;

type Candidate = LookAlike & {
  /** the shot that counts of the other pupil */
  readonly counts: number;
  readonly swapped: number;
};

/**
 * Photos of somebody else that look like this one: those that count now (the same picture under two names), and an
 * earlier one of somebody whose present photo looks like an earlier one of this pupil (two swapped). Nearest first.
 */
export function lookAlikesOf(db: DeskDb, captureId: string): LookAlike[] {
  const candidates = db
    .statement(
      `SELECT o.candidacy_id AS candidacyId, o.id AS captureId, c.full_name AS fullName, k.name AS className, x.distance,
         o.id = ${currentShotOf('o.candidacy_id')} AS counts,
         ${looksLikeTheirs('own.candidacy_id', 'o.candidacy_id')} AS swapped
       FROM (${pairsOf}) x JOIN capture o ON o.id = x.id JOIN capture own ON own.id = @captureId
         JOIN candidacy c ON c.id = o.candidacy_id LEFT JOIN school_class k ON k.id = c.class_id
       WHERE c.status NOT IN ('staged', 'joined', 'withdrawn', 'void')
       ORDER BY x.distance, o.rowid`,
    )
    .all({ captureId }) as Candidate[];
  if (candidates.length === 0) return [];
  const isPutRight = looksLikeOwnFirst(db, captureId);
  return candidates
    .filter(({ counts, swapped }) => counts === 1 || (swapped === 1 && !isPutRight))
    .map(({ counts: _counts, swapped: _swapped, ...lookAlike }) => lookAlike);
}

/** After a swap was noticed and both were taken again, each looks like the first shot under its own name. */
function looksLikeOwnFirst(db: DeskDb, captureId: string): boolean {
  const row = db
    .statement(
      `SELECT own.perceptual_hash AS hash, (SELECT f.perceptual_hash FROM capture f
         WHERE f.candidacy_id = own.candidacy_id AND f.perceptual_hash IS NOT NULL AND f.id <> own.id
         ORDER BY f.rowid LIMIT 1) AS first
       FROM capture own WHERE own.id = ?`,
    )
    .get(captureId) as { hash: string | null; first: string | null } | undefined;
  return row?.hash != null && row.first !== null && hashDistance(row.hash, row.first) <= samePictureLimit;
}
