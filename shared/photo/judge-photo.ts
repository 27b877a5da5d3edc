import {
  type PhotoCause,
  type PhotoCauseCode,
  type PhotoMeasurements,
  type PhotoVerdict,
  photoCauseCodes,
} from './photo-cause.ts';
import { photoLimits } from './photo-limits.ts';
import type { PhotoProfile } from './photo-profile.ts';
import { photoRules } from './photo-rules.ts';

/** The band in which a measure is good, null = open at that end. */
export type MeasureBand = { readonly measure: string; readonly from: number | null; readonly to: number | null };

/** A band with what leaving it means. */
type Check = MeasureBand & Pick<PhotoCause, 'code' | 'severity'> & { readonly optional: boolean };

/**
 * The verdict that follows from measurements and profile alone, so that it can be worked out anew years later. A value on
 * a limit is still good. What was not measured cannot be good: its cause is named with the value null.
 */
export function judgePhoto(measurements: PhotoMeasurements, profile: PhotoProfile): PhotoVerdict {
  const count = measurements['faceCount'];
  if (count === undefined || count < 1) {
    return { verdict: 'bad', causes: [cause('NO_FACE', 'reject', 'faceCount', count ?? null, 1)] };
  }
  const found = checksOf(profile).flatMap((check) => {
    const value = measurements[check.measure];
    if (value === undefined || Number.isNaN(value))
      return check.optional ? [] : [cause(check.code, 'reject', check.measure, null, check.from ?? check.to)];
    if (check.from !== null && value < check.from)
      return [cause(check.code, check.severity, check.measure, value, check.from)];
    if (check.to !== null && value > check.to)
      return [cause(check.code, check.severity, check.measure, value, check.to)];
    return [];
  });
  const told = found.map((one) => (one.measure === 'wallOff' ? darkWall(one, measurements) : one));
  const causes = worstOfEach(count > 1 ? [...told, ...strangers(count, profile)] : told);
  const isBad = causes.some(({ severity }) => severity === 'reject');
  return { verdict: isBad ? 'bad' : causes.length > 0 ? 'warn' : 'good', causes };
}

/** For each measure with a limit, the band in which it raises no cause under this profile. */
export function measureBands(profile: PhotoProfile): readonly MeasureBand[] {
  const bands = new Map<string, MeasureBand>([['faceCount', { measure: 'faceCount', from: 1, to: 1 }]]);
  for (const { measure, from, to } of checksOf(profile)) {
    const known = bands.get(measure);
    bands.set(measure, {
      measure,
      from: tighter(Math.max, known?.from ?? null, from),
      to: tighter(Math.min, known?.to ?? null, to),
    });
  }
  return [...bands.values()];
}

function tighter(pick: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return pick(a, b);
}

function checksOf(profile: PhotoProfile): Check[] {
  const ruled = photoRules.map(({ code, measure, side, limit, severity, optional = false }): Check => {
    const value = profile.limits[limit] ?? photoLimits[limit];
    return {
      code: code === 'BG_COLOUR' ? wallCode(profile) : code,
      measure,
      severity,
      optional,
      from: side === 'least' ? value : side === 'within' ? -value : null,
      to: side === 'least' ? null : value,
    };
  });
  const band = (code: PhotoCauseCode, measure: string, [from, to]: readonly [number, number]): Check => {
    return { code, measure, severity: 'reject', optional: false, from, to };
  };
  return [
    band('CROWN_PLACE', 'crownTop', profile.crownTop),
    band('EYES_PLACE', 'eyesTop', profile.eyesTop),
    band('FACE_WIDTH', 'faceWidth', profile.faceWidth),
    ...ruled,
    { code: 'TOO_MANY_BYTES', measure: 'bytes', severity: 'reject', optional: true, from: null, to: profile.maxBytes },
  ];
}

/** ΔE within which a wall has the colour that it should: cameras and cloths differ by as much */
const SAME_COLOUR = 3;

/** A wall that is too dark and nothing else: then light is what is told, since a grey cloth looks the same. */
function darkWall(found: PhotoCause, measurements: PhotoMeasurements): PhotoCause {
  const tint = measurements['wallTint'];
  if (tint === undefined || tint > SAME_COLOUR) return found;
  return { ...found, measure: 'wallLuma', value: measurements['wallLuma'] ?? null, limit: null };
}

/** Somebody else before the wall: then what is behind the pupil is neither of one colour nor even. */
function strangers(count: number, profile: PhotoProfile): PhotoCause[] {
  return [
    cause('MULTIPLE_FACES', 'reject', 'faceCount', count, 1),
    // no number says it: the wall itself may be as it should
    cause(wallCode(profile), 'reject', null, null, null),
    cause('BG_UNEVEN', 'reject', null, null, null),
  ];
}

function wallCode({ backgrounds }: PhotoProfile): 'BG_NOT_WHITE' | 'BG_COLOUR' {
  const isWhite = backgrounds.every((colour) => colour.every((channel) => channel === 255));
  return isWhite ? 'BG_NOT_WHITE' : 'BG_COLOUR';
}

function cause(
  code: PhotoCauseCode,
  severity: PhotoCause['severity'],
  measure: string | null,
  value: number | null,
  limit: number | null,
): PhotoCause {
  return { code, severity, measure, value, limit };
}

/** One of each code, refusals before warnings, then in the order of the codes. */
function worstOfEach(causes: readonly PhotoCause[]): PhotoCause[] {
  const kept = new Map<PhotoCauseCode, PhotoCause>();
  for (const found of causes) {
    const known = kept.get(found.code);
    if (known === undefined || (known.severity === 'warn' && found.severity === 'reject')) kept.set(found.code, found);
  }
  const rank = ({ code, severity }: PhotoCause): number =>
    photoCauseCodes.indexOf(code) + (severity === 'reject' ? 0 : photoCauseCodes.length);
  return [...kept.values()].sort((a, b) => rank(a) - rank(b));
}
