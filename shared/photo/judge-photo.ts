import type { PhotoMeasurements, PhotoVerdict } from './photo-cause.ts';
import type { PhotoProfile } from './photo-profile.ts';

/** The band in which a measure is good, null = open at that end. */
export type MeasureBand = { readonly measure: string; readonly from: number | null; readonly to: number | null };

/** The verdict that follows from measurements and profile alone, so that it can be worked out anew years later. */
export function judgePhoto(measurements: PhotoMeasurements, profile: PhotoProfile): PhotoVerdict {
  void profile;
  if (measurements['faceCount'] === 0)
    return {
      verdict: 'bad',
      causes: [{ code: 'NO_FACE', severity: 'reject', measure: 'faceCount', value: 0, limit: 1 }],
    };
  return { verdict: 'good', causes: [] };
}

/** For each measure with a limit, the band in which it raises no cause under this profile. */
export function measureBands(profile: PhotoProfile): readonly MeasureBand[] {
  void profile;
  return [];
}
