import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type CropPlan, planCrop } from './crop-plan.ts';
import { encodeWithin } from './encode-within.ts';
import { setJpegDensity } from './jpeg-density.ts';
import type { PhotoProfile } from './photo-profile.ts';

const MAX_ORIGINAL_BYTES = 200_000;
const LOWEST_ORIGINAL_QUALITY = 60;

/** One shot, ready for `desk.storeShot`. `measurements` stays empty until the quality gate exists. */
export type Shot = {
  /** the whole frame, unmirrored, ≤ 200 KB */
  readonly original: Uint8Array<ArrayBuffer>;
  /** to the photo profile: pixels, dpi, bytes */
  readonly derived: Uint8Array<ArrayBuffer>;
  readonly crop: Record<string, number>;
  readonly measurements: Record<string, number>;
};

/** A Chinese sentence that says what to do next. */
export type ShotFault = { readonly sentence: string };

/** Takes the frame that is on the screen now: the same pixels as shown, unmirrored. */
export async function grabShot(video: HTMLVideoElement, profile: PhotoProfile): Promise<Result<Shot, ShotFault>> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    return failed({ sentence: '画面还没有出来。等画面出来，再按空格' });
  }
  return makeShot(draw(video, { x: 0, y: 0, width, height }, { width, height }), profile);
}

/** The same for a still by the main process. */
export async function shotFromStill(
  jpeg: Uint8Array<ArrayBuffer>,
  profile: PhotoProfile,
): Promise<Result<Shot, ShotFault>> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' }));
  } catch {
    return failed({ sentence: '备用摄像头交出的照片打不开，没有采用。再按空格重拍' });
  }
  const size = { width: picture.width, height: picture.height };
  const frame = draw(picture, { x: 0, y: 0, ...size }, size);
  picture.close();
  return makeShot(frame, profile);
}

/** A picture of a document held before the camera: the whole frame, ≤ 200 KB. */
export async function grabDocument(video: HTMLVideoElement): Promise<Result<Uint8Array<ArrayBuffer>, ShotFault>> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0) return failed({ sentence: '画面还没有出来。等画面出来，再拍证件' });
  const original = await encodeOriginal(draw(video, { x: 0, y: 0, width, height }, { width, height }));
  if (original === null) return failed({ sentence: '证件照片噪点太多，存不下。把灯加亮再拍' });
  return ok(original.jpeg);
}

async function makeShot(frame: OffscreenCanvas, profile: PhotoProfile): Promise<Result<Shot, ShotFault>> {
  const plan = planCrop(frame, profile);
  const cut = draw(frame, plan, profile);
  const [original, derived] = await Promise.all([
    encodeOriginal(frame),
    encodeWithin(cut, profile.maxBytes, profile.minQuality),
  ]);
  if (original === null || derived === null) {
    const limit = `${Math.round(profile.maxBytes / 1000)} KB`;
    return failed({ sentence: `照片压不到 ${limit} 以内：画面噪点太多。把灯加亮，擦一擦镜头，再按空格` });
  }
  return ok({
    original: original.jpeg,
    derived: setJpegDensity(derived.jpeg, profile.dpi),
    crop: describe(plan, frame, derived.quality),
    measurements: {},
  });
}

/** A very noisy frame is made smaller before its quality drops below what a dispute about the photo would need. */
async function encodeOriginal(frame: OffscreenCanvas) {
  const whole = await encodeWithin(frame, MAX_ORIGINAL_BYTES, LOWEST_ORIGINAL_QUALITY);
  if (whole !== null) return whole;
  const smaller = { width: Math.round(frame.width * 0.6), height: Math.round(frame.height * 0.6) };
  const area = { x: 0, y: 0, width: frame.width, height: frame.height };
  return encodeWithin(draw(frame, area, smaller), MAX_ORIGINAL_BYTES, LOWEST_ORIGINAL_QUALITY);
}

function describe(plan: CropPlan, frame: OffscreenCanvas, quality: number): Record<string, number> {
  const { x, y, width, height, scale } = plan;
  return { x, y, width, height, scale, frameWidth: frame.width, frameHeight: frame.height, quality };
}

function draw(
  source: CanvasImageSource,
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  size: { readonly width: number; readonly height: number },
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('no 2d context');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, area.x, area.y, area.width, area.height, 0, 0, size.width, size.height);
  return canvas;
}
