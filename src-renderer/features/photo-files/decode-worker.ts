import { LONGEST_SIDE } from '../../photo/gate/frame-canvas.ts';
import type { DecodeAnswer, DecodeQuestion } from './decode-messages.ts';

// a page of its own inside the sandbox: what a broken file does to a decoder stays in here
self.onmessage = async ({ data }: MessageEvent<DecodeQuestion>) => {
  try {
    const frame = await decode(data);
    say({ id: data.id, frame }, [frame]);
  } catch {
    say({ id: data.id, frame: null }, []);
  }
};

/** Upright as the file says, in sRGB, turned as asked; what is see-through becomes white. */
async function decode({ bytes, mediaType, turn }: DecodeQuestion): Promise<ImageBitmap> {
  const whole = await createImageBitmap(new Blob([bytes], { type: mediaType }), { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(whole.width, whole.height));
  const width = Math.max(1, Math.round(whole.width * scale));
  const height = Math.max(1, Math.round(whole.height * scale));
  const lies = turn % 2 === 1;
  const canvas = new OffscreenCanvas(lies ? height : width, lies ? width : height);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('no 2d context');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turn * Math.PI) / 2);
  context.drawImage(whole, -width / 2, -height / 2, width, height);
  whole.close();
  return canvas.transferToImageBitmap();
}

function say(answer: DecodeAnswer, hands: Transferable[]): void {
  self.postMessage(answer, { transfer: hands });
}
