import { deskClasses } from './classes.ts';
import { openAtDesk } from './open.ts';
import { deskQueue } from './queue.ts';
import { readDocumentPhoto } from './read-document-photo.ts';
import { readPhoto } from './read-photo.ts';
import { revealNumber } from './reveal-number.ts';
import { deskSearch } from './search.ts';

/** Reads at the desk, by their name in the contract. */
export const deskQueries = {
  'desk.classes': deskClasses,
  'desk.queue': deskQueue,
  'desk.search': deskSearch,
  'desk.open': openAtDesk,
  'desk.revealNumber': revealNumber,
  'photo.read': readPhoto,
  'photo.readDocument': readDocumentPhoto,
} as const;
