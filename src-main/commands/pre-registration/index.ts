import { approvePreRegistrations } from './approve.ts';
import { enterPreRegistration } from './enter.ts';
import { returnPreRegistration } from './return.ts';

/** Acts on pre-registrations, by their name in the contract. */
export const preRegistrationCommands = {
  'preRegistration.approve': approvePreRegistrations,
  'preRegistration.return': returnPreRegistration,
  'preRegistration.enter': enterPreRegistration,
} as const;
