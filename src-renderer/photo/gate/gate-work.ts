import type { FaceFound } from '#shared/photo/face-found.ts';
import { mainFace } from '#shared/photo/face-shape.ts';
import { judgePhoto } from '#shared/photo/judge-photo.ts';
import { measurePhoto } from '#shared/photo/measure-photo.ts';
import { mirroredText } from '#shared/photo/mirrored-text.ts';
import type { Raster } from '#shared/photo/raster.ts';
import type { FaceDetector } from './face-detector.ts';
import { takeFrame } from './frame-canvas.ts';
import type { GateAnswers, GateQuestion, PhotoInspection, PhotoLook } from './gate-messages.ts';
import { guideFace } from './guide-face.ts';
import { finishShot } from './make-shot.ts';
import type { TextSide } from './text-side.ts';
import { writingOf } from './writing-of.ts';

/**
 * Answers one question about one frame, which is closed. Without a detector nothing is measured and shots are cut from
 * the middle: the desk does not stop. Writing is read beside the search for the face: of a live picture now and
 * then, and a shot takes what was read there last of whoever sits there; of a picture that no live one led up to, in that very picture.
 */
export async function answerQuestion(
  { kind, frame, profile }: GateQuestion,
  detector: FaceDetector | null,
  text: TextSide | null,
): Promise<GateAnswers[keyof GateAnswers]> {
  const begun = performance.now();
  const taken = takeFrame(frame);
  const reading = kind === 'look' ? (text?.glanced() ?? null) : writingOf(kind, taken.raster, text);
  const faces = detector === null ? null : await detector.detect(taken.raster);
  if (kind === 'look') {
    if (faces === null) return null;
    const face = mainFace(faces);
    if (face !== undefined) text?.glance(clothesOf(taken.raster, face));
    // whoever comes next brings other clothes
    else text?.nobody();
    const lines = await reading;
    const measurements = {
      ...measurePhoto(taken.raster, faces, profile),
      ...(lines && { mirroredText: mirroredText(lines) }),
    };
    const { width, height } = taken.raster;
    return {
      measurements,
      verdict: judgePhoto(measurements, profile),
      faces: faces.map(guideFace),
      frame: { width, height },
      milliseconds: performance.now() - begun,
    } satisfies PhotoLook;
  }
  const finished = await finishShot(taken, faces, await reading, profile);
  if (kind === 'shot' || kind === 'stillShot') return finished.shot;
  const milliseconds = performance.now() - begun;
  return { faces: faces ?? [], ...finished, milliseconds } satisfies PhotoInspection;
}

/** The frame from the chin down, where clothes carry writing: a third of the work. Too little of it: the whole frame. */
function clothesOf(frame: Raster, { box }: FaceFound): Raster {
  const top = Math.round(Math.max(0, box.y + box.height * 0.9));
  const height = frame.height - top;
  if (height < 32) return frame;
  return { data: frame.data.slice(top * frame.width * 4), width: frame.width, height };
}
