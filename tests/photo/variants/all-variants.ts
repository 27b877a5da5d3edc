import { coverVariants } from './list-cover.ts';
import { detailVariants } from './list-detail.ts';
import { enlargedVariants } from './list-enlarged.ts';
import { lightVariants } from './list-light.ts';
import { letterVariants, toneVariants } from './list-people.ts';
import { poseVariants } from './list-pose.ts';
import { turnedVariants } from './list-turned.ts';
import { wallVariants } from './list-walls.ts';
import { writingVariants } from './list-writing.ts';
import type { Variant } from './variant.ts';

/** Every frame that the tests make in code. */
export const allVariants: readonly Variant[] = [
  ...wallVariants,
  ...lightVariants,
  ...detailVariants,
  ...enlargedVariants,
  ...poseVariants,
  ...turnedVariants,
  ...coverVariants,
  ...toneVariants,
  ...letterVariants,
  ...writingVariants,
];
