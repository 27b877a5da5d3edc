/** At most so many records come with one list of the reviewer: as many as one act takes. */
export const reviewListLimit = 500;

/** How many there are, where a list that is full may have more behind it. */
export function countInWords(count: number): string {
  return count >= reviewListLimit ? `${reviewListLimit} 以上` : String(count);
}

/** At most so many overrides of photos are listed; all are counted. */
export const overrideListLimit = 1000;
