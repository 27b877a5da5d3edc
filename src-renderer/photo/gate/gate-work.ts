import { judgePhoto } from '#shared/photo/judge-photo.ts';
import { measurePhoto } from '#shared/photo/measure-photo.ts';
import type { FaceDetector } from './face-detector.ts';
import { takeFrame } from './frame-canvas.ts';
import type { GateAnswers, GateQuestion, PhotoInspection, PhotoLook } from './gate-messages.ts';
import { guideFace } from './guide-face.ts';
import { finishShot } from './make-shot.ts';
import type { ReadText } from './text-side.ts';

/** So long a shot waits for its writing to be read, counted from the shutter; and a picture that people try. */
const SHOT_LIMIT_MS = 800;
const INSPECT_LIMIT_MS = 20_000;

/**
 * Answers one question about one frame, which is closed. Without a detector nothing is measured and shots are cut from
 * the middle: the desk does not stop. Writing is read on shots alone, beside the search for the face.
 */
export async function answerQuestion(
  { kind, frame, profile }: GateQuestion,
  detector: FaceDetector | null,
  readText: ReadText | null,
): Promise<GateAnswers[keyof GateAnswers]> {
  const begun = performance.now();
  const taken = takeFrame(frame);
  const reading = kind === 'look' ? null : readText?.(taken.raster, kind === 'shot' ? SHOT_LIMIT_MS : INSPECT_LIMIT_MS);
  const faces = detector === null ? null : await detector.detect(taken.raster);
  if (kind === 'look') {
    if (faces === null) return null;
    const measurements = measurePhoto(taken.raster, faces, profile);
    const { width, height } = taken.raster;
    return {
      measurements,
      verdict: judgePhoto(measurements, profile),
      faces: faces.map(guideFace),
      frame: { width, height },
      milliseconds: performance.now() - begun,
    } satisfies PhotoLook;
  }
  const finished = await finishShot(taken, faces, (await reading) ?? null, profile);
  if (kind === 'shot') return finished.shot;
  const milliseconds = performance.now() - begun;
  return { faces: faces ?? [], ...finished, milliseconds } satisfies PhotoInspection;
}
