import { failed, ok, type Result } from '#shared/lib/result.ts';
import { encodeOriginal } from './gate/encode-within.ts';
import { takeFrame } from './gate/frame-canvas.ts';
import type { ShotFault } from './gate/shot.ts';

const DOCUMENT_DPI = 96;

/**
 * The frame that is on the screen now: the same pixels as shown, unmirrored, copied before this returns, so that nobody
 * who sits down a moment later is on it. Whoever gets it closes it or hands it on.
 */
export function grabFrame(video: HTMLVideoElement | null): Result<ImageBitmap, ShotFault> {
  if (video === null || !hasPicture(video))
    return failed({ kind: 'noPicture', sentence: '画面还没有出来。等画面出来，再按空格' });
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null)
    return failed({ kind: 'noPicture', sentence: '这一张没有拍下来：内存不够。关掉别的程序，再按空格' });
  context.drawImage(video, 0, 0);
  return ok(canvas.transferToImageBitmap());
}

/** The same of a still by the main process. */
export async function stillFrame(jpeg: Uint8Array<ArrayBuffer>): Promise<Result<ImageBitmap, ShotFault>> {
  try {
    return ok(await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' })));
  } catch {
    return failed({ kind: 'noPicture', sentence: '备用摄像头交出的照片打不开，没有采用。再按空格重拍' });
  }
}

/** A picture of a document held before the camera: the whole frame as JPEG, ≤ 200 KB. */
export async function grabDocument(video: HTMLVideoElement): Promise<Result<Uint8Array<ArrayBuffer>, ShotFault>> {
  if (!hasPicture(video)) return failed({ kind: 'noPicture', sentence: '画面还没有出来。等画面出来，再拍证件' });
  const { canvas } = takeFrame(await createImageBitmap(video));
  const original = await encodeOriginal(canvas, DOCUMENT_DPI);
  if (original === null) return failed({ kind: 'tooManyBytes', sentence: '证件照片噪点太多，存不下。把灯加亮再拍' });
  return ok(original.jpeg);
}

/** True once the camera has given at least one frame. */
export function hasPicture(video: HTMLVideoElement): boolean {
  return video.videoWidth > 0 && video.videoHeight > 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
}
