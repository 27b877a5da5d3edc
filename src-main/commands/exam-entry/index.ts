import { performEntry } from './perform.ts';
import { performMany } from './perform-many.ts';
import { printSlip } from './print-slip.ts';
import { withdrawEntry } from './withdraw.ts';

/** Exam entry, by name in the contract. */
export const examEntryCommands = {
  'examEntry.perform': performEntry,
  'examEntry.performMany': performMany,
  'examEntry.withdraw': withdrawEntry,
} as const;

export const examEntryLongCalls = { 'examEntry.printSlip': printSlip } as const;
