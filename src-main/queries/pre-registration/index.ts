import { preRegistrationCounts } from './counts.ts';
import { dataToMend } from './data-to-mend.ts';
import { listPreRegistrations } from './list.ts';
import { preRegistrationSheet } from './sheet.ts';

/** Reads of pre-registrations, by their name in the contract. */
export const preRegistrationQueries = {
  'preRegistration.counts': preRegistrationCounts,
  'preRegistration.dataToMend': dataToMend,
  'preRegistration.list': listPreRegistrations,
  'preRegistration.sheet': preRegistrationSheet,
} as const;
