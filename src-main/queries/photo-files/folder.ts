import { ok } from '#shared/lib/result.ts';
import { fileLines } from '../../db/store/photo-file-line.ts';
import { orderedFiles } from '../../db/store/photo-file-order.ts';
import { filesToRecut } from '../../db/store/photo-file-recut.ts';
import { countStandings, filesStanding } from '../../db/store/photo-file-standing.ts';
import { folderSummaries, folderSummary, matchingOf, reachFolder } from '../../db/store/photo-folder.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Every folder of the desk, newest first: clerks of one office help each other out. */
export const folders: QueryHandler<'photoFiles.folders'> = (_input, { db }) => ok(folderSummaries(db));

/** One folder: how far it is, how it is matched, what is left to do. */
export const folder: QueryHandler<'photoFiles.folder'> = ({ folderId }, { db, clock }) => {
  const reached = reachFolder(db, folderId);
  if (!reached.ok) return reached;
  return ok({
    summary: folderSummary(db, folderId),
    matching: matchingOf(reached.value),
    ...countStandings(db, folderId),
    recut: filesToRecut(db, folderId, clock.today()).count,
  });
};

/** Lines of a folder in the order of its files. Only those that are asked for are looked into: a folder holds thousands. */
export const rows: QueryHandler<'photoFiles.rows'> = ({ folderId, only, offset, limit }, { db }) => {
  const reached = reachFolder(db, folderId);
  if (!reached.ok) return reached;
  const all = orderedFiles(db, reached.value);
  const wanted = only === 'all' ? null : filesStanding(db, folderId, only);
  const ids = wanted === null ? all : all.filter((id) => wanted.has(id));
  return ok({ total: ids.length, offset, rows: fileLines(db, folderId, ids.slice(offset, offset + limit)) });
};
