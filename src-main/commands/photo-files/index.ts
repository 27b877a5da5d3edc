import { assignPhoto, rejectPhoto, swapPhotos } from './assign.ts';
import { attachPhotos } from './attach.ts';
import { chooseFolder } from './choose-folder.ts';
import { discardFolder } from './discard.ts';
import { matchPhotos } from './match.ts';
import { readAgain } from './read-again.ts';
import { readNext } from './read-next.ts';
import { refusePhoto } from './refuse.ts';
import { stagePhoto } from './stage.ts';

export { expireSomeFiles } from './expire.ts';

/** Photos from files: what is done with single ones. */
export const photoFileCommands = {
  'photoFiles.stage': stagePhoto,
  'photoFiles.refuse': refusePhoto,
  'photoFiles.match': matchPhotos,
  'photoFiles.assign': assignPhoto,
  'photoFiles.swap': swapPhotos,
  'photoFiles.reject': rejectPhoto,
  'photoFiles.attach': attachPhotos,
} as const;

/** Photos from files: what reads a card or forgets a whole folder, in short transactions of its own. */
export const photoFileLongCalls = {
  'photoFiles.choose': chooseFolder,
  'photoFiles.next': readNext,
  'photoFiles.source': readAgain,
  'photoFiles.discard': discardFolder,
} as const;
