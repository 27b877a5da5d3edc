import type { ParsedInput } from '#shared/contract/index.ts';
import type { DeskDb } from '../open.ts';
import { currentShotOf } from './capture.ts';
import { secondShots } from './photo-file-second-shot.ts';

export type Only = ParsedInput<'photoFiles.rows'>['only'];

// `fileLines` says the same in sentences, for the few files in sight; a test holds the two together.
const standing = `CASE
  WHEN f.state IN ('refused', 'known', 'rejected') THEN 'unused'
  WHEN f.state <> 'staged' THEN f.state
  WHEN c.id IS NULL THEN 'open'
  WHEN c.status <> 'awaitingCapture' OR coalesce(f.verdict, '') NOT IN ('good', 'warn') THEN 'trouble'
  WHEN EXISTS (SELECT 1 FROM capture WHERE candidacy_id = c.id AND state <> 'superseded') THEN 'trouble'
  WHEN EXISTS (SELECT 1 FROM photo_file o WHERE o.candidacy_id = c.id AND o.folder_id = f.folder_id AND o.id <> f.id
    AND o.state = 'staged') THEN 'trouble'
  WHEN EXISTS (SELECT 1 FROM photo_file_twin t JOIN photo_file o ON o.id = t.other_file_id
    WHERE t.file_id = f.id AND o.state = 'staged') THEN 'trouble'
  WHEN EXISTS (SELECT 1 FROM photo_file_twin t JOIN photo_file o ON o.id = t.file_id
    WHERE t.other_file_id = f.id AND o.state = 'staged') THEN 'trouble'
  WHEN EXISTS (SELECT 1 FROM photo_file_look_alike a JOIN capture p ON p.id = a.capture_id
    JOIN candidacy b ON b.id = p.candidacy_id WHERE a.file_id = f.id AND b.id <> c.id
    AND p.id = ${currentShotOf('b.id')} AND b.status NOT IN ('staged', 'joined', 'withdrawn', 'void')) THEN 'trouble'
  WHEN f.matched_by = 'order' THEN iif(s.fileId IS NULL, 'alone', 'trouble')
  ELSE 'ready' END`;
const from = `FROM photo_file f LEFT JOIN candidacy c ON c.id = f.candidacy_id AND c.status <> 'staged'
  LEFT JOIN (${secondShots}) s ON s.fileId = f.id
  WHERE f.folder_id = @folderId`;

type Standings = Readonly<Record<'ready' | 'alone' | 'open' | 'trouble', number>>;

/**
 * How many staged files of a folder can be confirmed together (`ready`), have nothing but an order that speaks for them
 * (`alone`), belong to nobody yet (`open`), or have somebody and something that speaks against it (`trouble`).
 */
export function countStandings(db: DeskDb, folderId: string): Standings {
  const rows = db
    .statement(`SELECT ${standing} AS standing, count(*) AS count ${from} AND f.state = 'staged' GROUP BY 1`)
    .all({ folderId }) as { standing: string; count: number }[];
  const count = (which: keyof Standings): number => rows.find((row) => row.standing === which)?.count ?? 0;
  return { ready: count('ready'), alone: count('alone'), open: count('open'), trouble: count('trouble') };
}

const onlyUnused = `SELECT f.id FROM photo_file f WHERE f.folder_id = @folderId AND f.state IN ('refused', 'known', 'rejected')`;
const onlyAttached = `SELECT f.id FROM photo_file f WHERE f.folder_id = @folderId AND f.state = 'attached'`;

/** Ids of the files of one part of a folder, in no order. */
export function filesStanding(db: DeskDb, folderId: string, only: Exclude<Only, 'all'>): ReadonlySet<string> {
  const query =
    only === 'unused'
      ? onlyUnused
      : only === 'attached'
        ? onlyAttached
        : `SELECT f.id ${from} AND f.state = 'staged' AND ${standing} = '${only}'`;
  return new Set(db.statement(query).pluck().all({ folderId }) as string[]);
}
