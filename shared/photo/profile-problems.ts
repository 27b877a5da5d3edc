import { photoLimits } from './photo-limits.ts';
import type { PhotoProfile } from './photo-profile.ts';

/** Bounds that no identity photo of a school or card office leaves: beyond them somebody mistyped. */
const sizes = { side: [100, 2400], dpi: [72, 1200], maxBytes: [5_000, 200_000], minQuality: [20, 100] } as const;
/** How many times the program's own limit an edition may set one to. */
const mostTimes = 10;

/**
 * What is wrong with a profile edition of the region, one Chinese sentence each (no full stop); empty = it can be judged
 * by. A limit that the program does not know would silently not be judged by, so its name is a problem too.
 */
export function profileProblems(profile: PhotoProfile): readonly string[] {
  const { id, width, height } = profile;
  const found = [
    outside('宽', width, sizes.side),
    outside('高', height, sizes.side),
    outside('分辨率', profile.dpi, sizes.dpi),
    outside('字节上限', profile.maxBytes, sizes.maxBytes),
    outside('最低质量', profile.minQuality, sizes.minQuality),
    bandProblem('头顶位置', profile.crownTop, height),
    bandProblem('眼睛位置', profile.eyesTop, height),
    bandProblem('脸宽', profile.faceWidth, width),
    profile.crownTop[0] >= profile.eyesTop[1] ? '的头顶位置在眼睛以下' : null,
    profile.backgrounds.length === 0 ? '没有写允许的背景颜色' : null,
    profile.backgrounds.flat().some((value) => value < 0 || value > 255) ? '的背景颜色超出 0 到 255' : null,
    ...Object.entries(profile.limits).map(([name, value]) => limitProblem(name, value)),
  ];
  return found.flatMap((problem) => (problem === null ? [] : [`照片规格“${id}”${problem}`]));
}

/**
 * What an edition that is issued now lacks, as Chinese sentences; empty = it names every limit of the gate. What came
 * before that was asked is judged by the program's own numbers (`photoLimits`) and stays as it is.
 */
export function unnamedLimits({ id, limits }: PhotoProfile): readonly string[] {
  const missing = Object.keys(photoLimits).filter((name) => !Object.hasOwn(limits, name));
  if (missing.length === 0) return [];
  return [`照片规格“${id}”没有写全限值，缺 ${missing.length} 个：${missing.join('、')}`];
}

function outside(what: string, value: number, [from, to]: readonly [number, number]): string | null {
  return value >= from && value <= to ? null : `的${what}是 ${value}，应在 ${from} 到 ${to} 之间`;
}

function bandProblem(what: string, [from, to]: readonly [number, number], most: number): string | null {
  return from >= 0 && from <= to && to <= most
    ? null
    : `的${what}是 ${from} 到 ${to}，应从小到大、在 0 到 ${most} 之间`;
}

function limitProblem(name: string, value: number): string | null {
  const own = Object.hasOwn(photoLimits, name) ? photoLimits[name] : undefined;
  if (own === undefined) return `的限值“${name}”本程序不认识`;
  const most = mostTimes * Math.max(Math.abs(own), 0.1);
  return Math.abs(value) <= most ? null : `的限值“${name}”是 ${value}，离本程序的 ${own} 太远`;
}
