import { photoMeasureLabels } from '../../shared/labels/photo-measure.ts';
import type { FaceFound } from '../../shared/photo/face-found.ts';
import { faceShape } from '../../shared/photo/face-shape.ts';
import { judgePhoto } from '../../shared/photo/judge-photo.ts';
import type { PhotoCauseCode, PhotoMeasurements } from '../../shared/photo/photo-cause.ts';
import { photoLimits } from '../../shared/photo/photo-limits.ts';
import type { PhotoProfile } from '../../shared/photo/photo-profile.ts';
import { photoRules } from '../../shared/photo/photo-rules.ts';
import type { Raster } from '../../shared/photo/raster.ts';
import { crownRow, wallMap } from '../../shared/photo/wall-map.ts';
import { goodMeasurements } from '../fixtures/photo-measures.ts';

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

/** Every edge of a profile with the frames that come nearest; the gate itself says on which side of it a value lies. */
export function limitSides(frames: readonly PhotoMeasurements[], profile: PhotoProfile): Sides[] {
  return edgesOf(profile).map((edge) => {
    const values = frames.flatMap((frame) => frame[edge.measure] ?? []);
    const told = values.filter((value) => isTold(edge, value, profile));
    const silent = values.filter((value) => !isTold(edge, value, profile));
    const nearest = (some: readonly number[], from: 'least' | 'most'): number | null =>
      some.length === 0 ? null : some.reduce((a, b) => Math[from === 'least' ? 'min' : 'max'](a, b));
    const [passes, fails] = edge.beyond === 'more' ? (['most', 'least'] as const) : (['least', 'most'] as const);
    return { ...edge, passes: nearest(silent, passes), fails: nearest(told, fails) };
  });
}

/** Whether the gate names the cause of an edge where a good photo has this value: on this side, no milder. */
function isTold({ code, measure, severity, beyond }: Edge, value: number, profile: PhotoProfile): boolean {
  const { causes } = judgePhoto({ ...goodMeasurements(), [measure]: value }, profile);
  return causes.some(
    (cause) =>
      cause.code === code &&
      cause.measure === measure &&
      (severity === 'warn' || cause.severity === 'reject') &&
      value > (cause.limit ?? Number.NaN) === (beyond === 'more'),
  );
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
