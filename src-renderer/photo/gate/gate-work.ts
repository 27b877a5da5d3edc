import type { FaceFound } from '#shared/photo/face-found.ts';
import { mainFace } from '#shared/photo/face-shape.ts';
import { judgePhoto } from '#shared/photo/judge-photo.ts';
import type { ReadBothWays } from '#shared/photo/line-reading.ts';
import { measurePhoto } from '#shared/photo/measure-photo.ts';
import { mirroredText } from '#shared/photo/mirrored-text.ts';
import type { Raster } from '#shared/photo/raster.ts';
import type { FaceDetector } from './face-detector.ts';
import { takeFrame } from './frame-canvas.ts';
import type { GateAnswers, GateQuestion, PhotoInspection, PhotoLook } from './gate-messages.ts';
import { guideFace } from './guide-face.ts';
import { finishShot } from './make-shot.ts';
import type { TextSide } from './text-side.ts';

/**
 * So long a picture from a file or a still camera waits for its writing to be read; and one that people try, which has to
 * be answered before the line takes the worker for broken.
 */
const SHOT_LIMIT_MS = 800;
const INSPECT_LIMIT_MS = 10_000;

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
  const reading = kind === 'look' ? (text?.glanced() ?? null) : linesOf(kind, taken.raster, text);
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
  if (kind === 'shot') return finished.shot;
  const milliseconds = performance.now() - begun;
  return { faces: faces ?? [], ...finished, milliseconds } satisfies PhotoInspection;
}

async function linesOf(
  kind: 'shot' | 'inspect' | 'measure',
  frame: Raster,
  text: TextSide | null,
): Promise<readonly ReadBothWays[] | null> {
  if (text === null || kind === 'measure') return null;
  if (kind === 'inspect') return text.read(frame, INSPECT_LIMIT_MS);
  return text.glanced() ?? text.read(frame, SHOT_LIMIT_MS);
}

/** The frame from the chin down, where clothes carry writing: a third of the work. Too little of it: the whole frame. */
function clothesOf(frame: Raster, { box }: FaceFound): Raster {
  const top = Math.round(Math.max(0, box.y + box.height * 0.9));
  const height = frame.height - top;
  if (height < 32) return frame;
  return { data: frame.data.slice(top * frame.width * 4), width: frame.width, height };
}
