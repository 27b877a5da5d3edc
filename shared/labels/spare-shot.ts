/** Why a photo is not used although it stands for no pupil of the class: the usual reasons, in the words of the screen. */
export const spareShotReasons = ['同一人另有更好的一张', '不是登记照', '不是本旗县的学生'] as const;

/** True where the reason says that the photo takes nobody's place in the order of a class list. */
export function isSpareShot(reason: string | null): boolean {
  return (spareShotReasons as readonly (string | null)[]).includes(reason?.trim() ?? null);
}
