import { folder, folders, rows } from './folder.ts';
import { readFilePhoto } from './read-file-photo.ts';

/** Photos from files: folders, their lines, their pictures. */
export const photoFileQueries = {
  'photoFiles.folders': folders,
  'photoFiles.folder': folder,
  'photoFiles.rows': rows,
  'photo.ofFile': readFilePhoto,
} as const;
