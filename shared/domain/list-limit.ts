/** At most so many rows come with one list: to judge them takes main less than 50 ms, so nobody's save waits for a list. */
export const listLimit = 200;

/** At most so many records are taken by one act on many, and shown on one wall of photos: a long day of one desk. */
export const manyLimit = 500;

/** At most so many files are read from one folder of photos. */
export const photoFileLimit = 5000;

/** At most so many photos become shots in one transaction: a clerk's save waits for no more. */
export const attachLimit = 50;

/** How many there are, where a list that is full may have more behind it. */
export function countInWords(count: number): string {
  return count >= listLimit ? `${listLimit} 以上` : String(count);
}

/** At most so many overrides of photos are listed; all are counted. */
export const overrideListLimit = 1000;
