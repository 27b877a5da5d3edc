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

const unwritten: readonly Variant[] = [
  ...wallVariants,
  ...lightVariants,
  ...detailVariants,
  ...enlargedVariants,
  ...poseVariants,
  ...turnedVariants,
  ...coverVariants,
  ...toneVariants,
];

/** Frames with something written in them, or asked whether there is: the tests have these read. */
export const writtenVariants: readonly Variant[] = [...letterVariants, ...writingVariants];

/** Of the frames without writing these are read as well: no fold, frame of glasses or wall may pass for mirrored writing. */
export const unwrittenSample: readonly Variant[] = unwritten.filter((_, at) => at % 8 === 0);

/** Every frame that the tests make in code. */
export const allVariants: readonly Variant[] = [...unwritten, ...writtenVariants];
