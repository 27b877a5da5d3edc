import { classBoard } from './class-board.ts';
import { offerEntry } from './offer.ts';

/** Reads of exam entry. */
export const examEntryQueries = {
  'examEntry.classBoard': classBoard,
  'examEntry.offer': offerEntry,
} as const;
