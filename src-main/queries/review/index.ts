import { listReviews } from './list.ts';
import { reviewSheet } from './sheet.ts';

/** Reads of the reviewer, by their name in the contract. */
export const reviewQueries = { 'review.list': listReviews, 'review.sheet': reviewSheet } as const;
