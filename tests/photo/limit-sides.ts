import { photoMeasureLabels } from '../../shared/labels/photo-measure.ts';
import type { FaceFound } from '../../shared/photo/face-found.ts';
import { faceShape } from '../../shared/photo/face-shape.ts';
import type { PhotoCauseCode, PhotoMeasurements } from '../../shared/photo/photo-cause.ts';
import { photoLimits } from '../../shared/photo/photo-limits.ts';
import type { PhotoProfile } from '../../shared/photo/photo-profile.ts';
import { photoRules } from '../../shared/photo/photo-rules.ts';
import type { Raster } from '../../shared/photo/raster.ts';
import { crownRow, wallMap } from '../../shared/photo/wall-map.ts';

/** One edge at which the gate changes its mind: beyond it, up or down, the code is named. */
type Edge = {
  readonly code: PhotoCauseCode;
  readonly measure: string;
  readonly severity: 'reject' | 'warn';
  readonly limit: number;
  readonly beyond: 'more' | 'less';
};

/** What frames show of an edge: the value that comes nearest to it on either side; null = no frame lies there. */
export type Sides = Edge & { readonly passes: number | null; readonly fails: number | null };

/** Every edge of a profile with the frames that come nearest. */
export function limitSides(frames: readonly PhotoMeasurements[], profile: PhotoProfile): Sides[] {
  return edgesOf(profile).map((edge) => {
    const values = frames.flatMap((frame) => frame[edge.measure] ?? []).sort((a, b) => a - b);
    const below = values.filter((value) => (edge.beyond === 'more' ? value <= edge.limit : value < edge.limit));
    const above = values.slice(below.length);
    const [low, high] = [below.at(-1) ?? null, above[0] ?? null];
    return { ...edge, ...(edge.beyond === 'more' ? { passes: low, fails: high } : { passes: high, fails: low }) };
  });
}

function edgesOf(profile: PhotoProfile): Edge[] {
  const ruled = photoRules.flatMap(({ code, measure, side, limit: name, severity }): Edge[] => {
    const limit = profile.limits[name] ?? photoLimits[name];
    const more: Edge = { code, measure, severity, limit, beyond: 'more' };
    const less: Edge = { ...more, beyond: 'less' };
    if (side === 'within') return [more, { ...less, limit: -limit }];
    return [side === 'most' ? more : less];
  });
  const band = (code: PhotoCauseCode, measure: string, [from, to]: readonly [number, number]): Edge[] => [
    { code, measure, severity: 'reject', limit: from, beyond: 'less' },
    { code, measure, severity: 'reject', limit: to, beyond: 'more' },
  ];
  return [
    ...band('NO_FACE', 'faceCount', [1, Number.POSITIVE_INFINITY]).slice(0, 1),
    ...band('MULTIPLE_FACES', 'faceCount', [0, 1]).slice(1),
    ...band('CROWN_PLACE', 'crownTop', profile.crownTop),
    ...band('EYES_PLACE', 'eyesTop', profile.eyesTop),
    ...band('FACE_WIDTH', 'faceWidth', profile.faceWidth),
    ...ruled,
    ...band('TOO_MANY_BYTES', 'bytes', [0, profile.maxBytes]).slice(1),
  ];
}

/** Where crown, eyes and face lie in a finished photo, as a detector finds them in it. */
export function placesIn(photo: Raster, face: FaceFound): PhotoMeasurements {
  const shape = faceShape(face);
  const crown = crownRow(wallMap(photo, face, shape), shape);
  return { eyesTop: shape.eyes[1], faceWidth: shape.width, ...(crown !== null && { crownTop: crown }) };
}

/** The edges in Markdown: how near the frames of the tests come to each. */
export function sidesTable(sides: readonly Sides[]): string {
  const lines = sides.map(({ code, measure, severity, limit, beyond, passes, fails }) => {
    const label = photoMeasureLabels[measure]?.label ?? measure;
    const what = `${severity === 'reject' ? '拒' : '提醒'}：${beyond === 'more' ? '大于' : '小于'}`;
    return `| \`${code}\` | \`${measure}\` ${label} | ${what} | ${limit} | ${shown(passes)} | ${shown(fails)} |`;
  });
  return [
    '| 原因 | 量 | 何时说 | 限值 | 没有说的，最近 | 说了的，最近 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

function shown(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(3)));
}
