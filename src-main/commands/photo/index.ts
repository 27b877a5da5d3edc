import { orderRetake } from './order-retake.ts';
import { overridePhoto } from './override.ts';

/** Acts on photos beside the shutter, by their name in the contract. `desk.storeShot` is in commands/desk. */
export const photoCommands = {
  'photo.override': overridePhoto,
  'photo.orderRetake': orderRetake,
} as const;
