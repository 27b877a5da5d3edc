import { declineComparison } from './decline-comparison.ts';
import { orderRetake } from './order-retake.ts';
import { overridePhoto } from './override.ts';
import { setComparison } from './set-comparison.ts';

/** Acts on photos beside the shutter, by their name in the contract. `desk.storeShot` is in commands/desk. */
export const photoCommands = {
  'photo.override': overridePhoto,
  'photo.orderRetake': orderRetake,
  'photo.setComparison': setComparison,
  'photo.declineComparison': declineComparison,
} as const;
