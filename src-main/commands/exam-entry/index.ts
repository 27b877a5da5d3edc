import { markSlips } from './mark-slips.ts';
import { performEntry } from './perform.ts';
import { performMany } from './perform-many.ts';
import { printSlip } from './print-slip.ts';
import { withdrawEntry } from './withdraw.ts';

/** Exam entry, by name in the contract. */
export const examEntryCommands = {
  'examEntry.perform': performEntry,
  'examEntry.performMany': performMany,
  'examEntry.withdraw': withdrawEntry,
  'examEntry.markSlips': markSlips,
} as const;

export const examEntryLongCalls = { 'examEntry.printSlip': printSlip } as const;
