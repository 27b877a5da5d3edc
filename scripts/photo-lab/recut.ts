import { perceptualHash } from '#shared/photo/perceptual-hash.ts';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { drawCut } from '../../src-renderer/photo/gate/cut-photo.ts';
import { encodeAt } from '../../src-renderer/photo/gate/encode-within.ts';
import { newCanvas, pixelsOf } from '../../src-renderer/photo/gate/frame-canvas.ts';
import type { Shot } from '../../src-renderer/photo/gate/shot.ts';

/**
 * The photo once more from the whole frame: cut by the stored crop in the size of the edition, at the stored quality. No
 * face is looked for. `frame` is handed over. Throws where the crop is not whole.
 */
export async function recut(
  frame: ImageBitmap,
  crop: Shot['crop'],
  profile: PhotoProfile,
): Promise<{ readonly derived: Uint8Array; readonly perceptualHash: string }> {
  const at = (name: string): number => {
    const value = crop[name];
    if (value === undefined) throw new Error(`the stored crop has no ${name}`);
    return value;
  };
  // the crop counts in pixels of the frame: the original of a noisy one was made smaller
  const { canvas, context } = newCanvas(at('frameWidth'), at('frameHeight'));
  context.drawImage(frame, 0, 0, canvas.width, canvas.height);
  frame.close();
  const cut = {
    rotation: at('rotation'),
    scale: at('scale'),
    centreX: at('centreX'),
    centreY: at('centreY'),
    placeX: at('placeX'),
    placeY: at('placeY'),
  };
  const photo = drawCut(canvas, cut, profile);
  return {
    derived: await encodeAt(photo, profile.dpi, at('quality')),
    perceptualHash: perceptualHash(pixelsOf(photo)),
  };
}
