import { failed, ok, type Result } from '#shared/lib/result.ts';
import { cardBox } from '#shared/photo/card-box.ts';
import { hashDistance, perceptualHash, samePictureLimit } from '#shared/photo/perceptual-hash.ts';
import { newCanvas, pixelsOf } from './gate/frame-canvas.ts';
import type { ShotFault } from './gate/shot.ts';
import { hasPicture } from './grab-frame.ts';

/**
 * The portrait on a card or roster page that was held before the camera: pixels in memory, to look at. It is no frame and
 * no file on purpose: neither the gate nor `desk.storeShot` takes it, and nothing has to be written to show it.
 */
export type CardPicture = {
  readonly canvas: OffscreenCanvas;
  /** of these pixels; tells this picture from a later one */
  readonly hash: string;
};

/** What stands in the box now, copied before this returns; what lies outside the box is not kept. */
export function grabCard(video: HTMLVideoElement | null): Result<CardPicture, ShotFault> {
  if (video === null || !hasPicture(video))
    return failed({ kind: 'noPicture', sentence: '画面还没有出来。等画面出来，再按 F8' });
  const canvas = inBox(video, { width: video.videoWidth, height: video.videoHeight });
  return ok({ canvas, hash: perceptualHash(pixelsOf(canvas)) });
}

/** Whether a frame still shows, at the same place, what the card picture shows: then it is no photo of the pupil. */
export function stillShows(frame: ImageBitmap, card: CardPicture): boolean {
  return hashDistance(perceptualHash(pixelsOf(inBox(frame, frame))), card.hash) <= samePictureLimit;
}

/** Its pixels are gone at once, not when memory is next tidied up. */
export function forgetCard({ canvas }: CardPicture): void {
  canvas.width = 0;
  canvas.height = 0;
}

function inBox(source: CanvasImageSource, size: { readonly width: number; readonly height: number }): OffscreenCanvas {
  const { x, y, width, height } = cardBox(size);
  const { canvas, context } = newCanvas(width, height);
  context.drawImage(source, x, y, width, height, 0, 0, width, height);
  return canvas;
}
