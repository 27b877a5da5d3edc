import { failed, ok } from '#shared/lib/result.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import { readPhoto } from '../../db/store/capture.ts';
import { reachFile } from '../../db/store/photo-file.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** The finished photo of a file, while its folder is there. */
export const readFilePhoto: QueryHandler<'photo.ofFile'> = ({ fileId, sha256 }, { db }) => {
  const reached = reachFile(db, fileId);
  if (!reached.ok) return reached;
  const jpeg = reached.value.derivedSha256 === sha256 ? readPhoto(db, sha256) : null;
  return jpeg ? ok({ jpeg }) : failed(outOfReach);
};
