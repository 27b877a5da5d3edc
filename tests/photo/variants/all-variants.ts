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

/** What has edges, strands or a pattern that could pass for letters. */
const likeLetters = /眼镜|镜片|镜$|口罩|头巾|帽子|刘海|挡着|花布|方格|门框|两个人|半边/u;

/**
 * Of the frames without writing these are read as well: no fold, frame of glasses or wall may pass for mirrored writing.
 * Every ninth of all, and of one person each that could be taken for letters.
 */
export const unwrittenSample: readonly Variant[] = unwritten.filter(
  ({ name }, at) => at % 9 === 0 || (likeLetters.test(name) && !name.startsWith('hopper')),
);

/** Every frame that the tests make in code. */
export const allVariants: readonly Variant[] = [...unwritten, ...writtenVariants];
