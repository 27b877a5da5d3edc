import { judgePhoto, measureBands } from '../../shared/photo/judge-photo.ts';
import type { PhotoMeasurements, PhotoVerdict } from '../../shared/photo/photo-cause.ts';
import type { PhotoProfile } from '../../shared/photo/photo-profile.ts';

/** What is stored of a shot, or what a stored original gives when it is put through the gate again. */
export type Measured = {
  readonly measurements: PhotoMeasurements;
  readonly crop: Readonly<Record<string, number>>;
};

/** Nothing in an original speaks of these: length and quality of the photo's file, writing read seconds before, grain that JPEG takes away. */
const notInOriginal = ['bytes', 'quality', 'mirroredText', 'noise'];
/** The detector may find the eyes of the compressed frame so far away, in pixels, and the head turned by so many degrees. */
const EYES_APART = 2;
const TURNED = 1.5;

/** The measurements of an original cut by the stored crop; what it cannot say is as stored. */
export function measuredAnew(stored: Measured, anew: Measured, profile: PhotoProfile): PhotoMeasurements {
  const kept = Object.entries(stored.measurements).filter(([name]) => notInOriginal.includes(name));
  const ofPixels = Object.entries(anew.measurements).filter(([name]) => !notInOriginal.includes(name));
  return { ...Object.fromEntries([...ofPixels, ...kept]), ...measuredOfCrop(stored.crop, profile) };
}

/** What a crop alone says of the photo; nothing where there was no face to cut by. */
function measuredOfCrop(crop: Measured['crop'], profile: PhotoProfile): PhotoMeasurements {
  const { crownTop, eyesTop, faceWidth, overhang, scale, frameWidth, frameHeight } = crop;
  if (crownTop === undefined || eyesTop === undefined || faceWidth === undefined || overhang === undefined) return {};
  if (scale === undefined || frameWidth === undefined || frameHeight === undefined) return {};
  const cutShare = Math.max(profile.width / scale / frameWidth, profile.height / scale / frameHeight);
  return { crownTop, eyesTop, faceWidth, overhang, cutShare };
}

/** How far a measure lies from the stored one, in shares of its value, band or limit (not measured = 1). */
export type Gap = {
  readonly measure: string;
  readonly was: number;
  readonly is: number;
  /** what it is held against: its value, band or limit */
  readonly scale: number;
  readonly share: number;
};

/** The gap of each measure that has a limit. Beyond twice a limit there is no more and less. */
export function gapsOf(stored: Measured, anew: Measured, profile: PhotoProfile): Gap[] {
  const now = measuredAnew(stored, anew, profile);
  return measureBands(profile).flatMap(({ measure, from, to }) => {
    const [was, is] = [stored.measurements[measure] ?? Number.NaN, now[measure] ?? Number.NaN];
    if (Number.isNaN(was) && Number.isNaN(is)) return [];
    const most = from === null && to !== null ? 2 * to : Number.POSITIVE_INFINITY;
    const scale = Math.max(Math.min(Math.abs(was), most), from !== null && to !== null ? to - from : (from ?? to ?? 0));
    const share = is === was ? 0 : Math.abs(Math.min(is, most) - Math.min(was, most)) / scale;
    return [{ measure, was, is, scale, share: Number.isNaN(share) ? 1 : share }];
  });
}

/**
 * Where the original, cut by the stored crop and judged by the stored edition, does not say what is stored, as sentences:
 * another verdict, a measure that lies elsewhere by more than `most`, a crop that is not this face's, a photo of another length.
 */
export function contradictions(
  stored: Measured & { readonly verdict: Pick<PhotoVerdict, 'verdict' | 'causes'>; readonly derivedLength: number },
  anew: Measured,
  profile: PhotoProfile,
  most: (measure: string) => number,
): string[] {
  const far = gapsOf(stored, anew, profile).filter(({ measure, share }) => share > most(measure));
  const found = far.map(({ measure, was, is, share }) => `${measure} ${was} → ${is} (${share.toFixed(2)})`);
  const [before, now] = [told(stored.verdict), told(judgePhoto(measuredAnew(stored, anew, profile), profile))];
  if (before !== now) found.push(`${before} → ${now}`);
  const apart = (name: string): number => Math.abs((stored.crop[name] ?? 0) - (anew.crop[name] ?? 0));
  if (Math.hypot(apart('centreX'), apart('centreY')) > EYES_APART || apart('rotation') > TURNED) found.push('crop');
  const { bytes, quality, noise = 0 } = stored.measurements;
  const ofFile = [stored.crop['bytes'], stored.crop['quality']];
  const hasFile = bytes !== undefined;
  if (ofFile[0] !== stored.derivedLength || (hasFile && (bytes !== ofFile[0] || quality !== ofFile[1])))
    found.push('file');
  if ((anew.measurements['noise'] ?? 0) > noise + 0.5) found.push('noise');
  return found;
}

function told({ verdict, causes }: Pick<PhotoVerdict, 'verdict' | 'causes'>): string {
  return [verdict, ...causes.map(({ code, severity }) => `${severity} ${code}`)].join(', ');
}
