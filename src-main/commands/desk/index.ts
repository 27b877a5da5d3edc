import { changeMobile } from './change-mobile.ts';
import { completeAtDesk } from './complete.ts';
import { markAbsence } from './mark-absence.ts';
import { saveDraft } from './save-draft.ts';
import { settleDifference } from './settle-difference.ts';
import { storeShot } from './store-shot.ts';

/** Acts at the desk, by their name in the contract. `desk.printForm` is in commands/print. */
export const deskCommands = {
  'desk.saveDraft': saveDraft,
  'desk.storeShot': storeShot,
  'desk.settleDifference': settleDifference,
  'desk.complete': completeAtDesk,
  'desk.markAbsence': markAbsence,
  'mobileChange.perform': changeMobile,
} as const;
