import type { ParsedInput } from '#shared/contract/index.ts';
import { ok } from '#shared/lib/result.ts';
import { type FileLine, fileLines } from '../../db/store/photo-file-line.ts';
import { folderSummaries, folderSummary, matchingOf, reachFolder } from '../../db/store/photo-folder.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Every folder of the desk, newest first: clerks of one office help each other out. */
export const folders: QueryHandler<'photoFiles.folders'> = (_input, { db }) => ok(folderSummaries(db));

/** One folder: how far it is, how it is matched, what is left to do. */
export const folder: QueryHandler<'photoFiles.folder'> = ({ folderId }, { db }) => {
  const reached = reachFolder(db, folderId);
  if (!reached.ok) return reached;
  const lines = fileLines(db, reached.value);
  const count = (only: Only): number => lines.filter((line) => belongs(line, only)).length;
  return ok({
    summary: folderSummary(db, folderId),
    matching: matchingOf(reached.value),
    ready: count('ready'),
    open: count('open'),
    trouble: count('trouble'),
  });
};

type Only = ParsedInput<'photoFiles.rows'>['only'];

/** Lines of a folder in the order of its files, cut to what is asked for. */
export const rows: QueryHandler<'photoFiles.rows'> = ({ folderId, only, offset, limit }, { db }) => {
  const reached = reachFolder(db, folderId);
  if (!reached.ok) return reached;
  const lines = fileLines(db, reached.value).filter((line) => belongs(line, only));
  return ok({ total: lines.length, rows: lines.slice(offset, offset + limit) });
};

/** `open`: nobody was found; `trouble`: somebody was, but something speaks against it. */
function belongs(line: FileLine, only: Only): boolean {
  switch (only) {
    case 'all':
      return true;
    case 'ready':
      return line.ready;
    case 'open':
      return line.state === 'staged' && line.pupil === null;
    case 'trouble':
      return line.state === 'staged' && line.pupil !== null && !line.ready;
    case 'unused':
      return line.state === 'refused' || line.state === 'known' || line.state === 'rejected';
    case 'attached':
      return line.state === 'attached';
  }
}
