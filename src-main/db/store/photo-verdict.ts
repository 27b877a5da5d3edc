import type { Output } from '../../../shared/contract/index.ts';
import { sentenceOf } from '../../../shared/labels/photo-cause.ts';
import { judgePhoto } from '../../../shared/photo/judge-photo.ts';
import type { PhotoCause, PhotoMeasurements, PhotoVerdict } from '../../../shared/photo/photo-cause.ts';
import type { PhotoProfile } from '../../../shared/photo/photo-profile.ts';

export type ShotGate = Output<'desk.storeShot'>['gate'];

/** What is stored of the gate's answer; `notMeasured` where no detector looked at the frame. */
type StoredVerdict = { readonly verdict: ShotGate['verdict']; readonly causes: readonly PhotoCause[] };

/**
 * The desk's own judgement of a shot: a screen hands in numbers, never a verdict. Only where there is not one number did
 * nothing look; a measure that is left out is judged as missing.
 */
export function judgeShot(measurements: PhotoMeasurements, profile: PhotoProfile): StoredVerdict {
  if (Object.keys(measurements).length === 0) return { verdict: 'notMeasured', causes: [] };
  const { verdict, causes }: PhotoVerdict = judgePhoto(measurements, profile);
  return { verdict, causes };
}

/** Stored causes with the sentence for staff, worst first. `json` is the column `causes`. */
export function causesIn(json: string): ShotGate['causes'] {
  return (JSON.parse(json) as PhotoCause[]).map((cause) => ({ ...cause, sentence: sentenceOf(cause) }));
}
