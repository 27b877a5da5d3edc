import { ok } from '#shared/lib/result.ts';
import { type PhotoBytes, storePhoto } from '../../db/store/capture.ts';
import { forgetPhoto, stageFile } from '../../db/store/photo-file.ts';
import { notePairs } from '../../db/store/photo-file-alike.ts';
import { proposeFor } from '../../db/store/photo-file-match.ts';
import { matchingOf, reachFolder } from '../../db/store/photo-folder.ts';
import { fillHashIndex } from '../../db/store/photo-hash-index.ts';
import { judgeShot } from '../../db/store/photo-verdict.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { fileProfile } from './file-profile.ts';
import { keptDerived, keptOriginal } from './kept-photo.ts';
import { fileInWork } from './staged-file.ts';

type Prepared = {
  readonly original: PhotoBytes;
  readonly derived: PhotoBytes;
  readonly profileEdition: string;
  readonly judged: ReturnType<typeof judgeShot>;
};

/**
 * Keeps what the screen's worker made of a file, cleaned and judged anew here, and proposes whose it is. Turned once more
 * it takes the place of what was there; whose it is stays.
 */
export const stagePhoto: CommandHandler<'photoFiles.stage', Prepared> = {
  prepare: async (input, context) => {
    const { db } = context;
    const reached = fileInWork(db, input.fileId);
    if (!reached.ok) return reached;
    const folder = reachFolder(db, reached.value.folderId);
    if (!folder.ok) return folder;
    const profile = fileProfile(context, folder.value, reached.value);
    const original = keptOriginal(input.original, profile);
    if (!original.ok) return original;
    const derived = keptDerived(input.derived, profile);
    if (!derived.ok) return derived;
    await fillHashIndex(db);
    const judged = judgeShot(input.measurements, profile);
    return ok({ original: original.value, derived: derived.value, profileEdition: profile.id, judged });
  },
  act: (input, { original, derived, profileEdition, judged }, { db, clock }) => {
    const reached = fileInWork(db, input.fileId);
    if (!reached.ok) return reached;
    const folder = reachFolder(db, reached.value.folderId);
    if (!folder.ok) return folder;
    const file = reached.value;
    storePhoto(db, original);
    storePhoto(db, derived);
    stageFile(db, file.id, {
      turn: input.turn,
      originalSha256: original.sha256,
      derivedSha256: derived.sha256,
      profileEdition,
      crop: JSON.stringify(input.crop),
      measurements: JSON.stringify(input.measurements),
      verdict: judged.verdict,
      causes: JSON.stringify(judged.causes),
      perceptualHash: input.perceptualHash,
    });
    for (const former of [file.originalSha256, file.derivedSha256]) forgetPhoto(db, former);
    notePairs(db, file.id, input.perceptualHash);
    if (file.state === 'waiting') proposeFor(db, file, matchingOf(folder.value));
    return ok({ savedAt: clock.now() });
  },
  // the reading of a card tells now and then how far it is, not after each photo
  changes: [],
};
