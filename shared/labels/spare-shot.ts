/** Why a photo takes nobody's place in the order of a class list. */
export const spareShots = ['betterOne', 'noPortrait', 'otherCounty'] as const;
export type SpareShot = (typeof spareShots)[number];

const labels: Readonly<Record<SpareShot, string>> = {
  betterOne: '同一人另有更好的一张',
  noPortrait: '不是登记照',
  otherCounty: '不是本旗县的学生',
};

/** The reason in the words of the screen. */
export function spareShotLabel(spare: SpareShot): string {
  return labels[spare];
}
