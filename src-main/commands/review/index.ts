import { approveReview } from './approve.ts';
import { performRelease } from './release.ts';
import { returnFromReview } from './return.ts';

/** Review and release, by their name in the contract. */
export const reviewCommands = {
  'review.approve': approveReview,
  'review.return': returnFromReview,
  'release.perform': performRelease,
} as const;
