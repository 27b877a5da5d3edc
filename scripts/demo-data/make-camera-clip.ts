import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decode, encode } from 'jpeg-js';

type Picture = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** How one frame is cut from its source: shift in whole pixels, brightness. */
type Shot = { readonly dx: number; readonly dy: number; readonly gain: number };

const width = 640;
const height = 480;
const framesOfEach = 30;
const quality = 88;
const repository = new URL('../../', import.meta.url);

/**
 * A slow sway, a little lighter and darker: no two frames are the same, both halves loop. Whole pixels and no
 * enlargement: the gate measures what a frame really resolves, and a blend between pixels takes it away.
 */
export function shotAt(frame: number): Shot {
  const turn = (2 * Math.PI * frame) / framesOfEach;
  return {
    dx: Math.round(6 * Math.sin(turn)),
    // a little below the middle of the sources, so that the shoulders reach the foot of the finished photo
    dy: 8 + Math.round(3 * Math.sin(2 * turn)),
    gain: 1 + 0.02 * Math.sin(turn + 1.1),
  };
}

/** The shot as pixels of 640×480 from the middle of the source; what lies outside the source repeats its edge. */
export function cut(source: Picture, { dx, dy, gain }: Shot): Picture {
  const data = new Uint8Array(width * height * 4).fill(255);
  const within = (at: number, size: number) => Math.min(Math.max(at, 0), size - 1);
  const left = Math.round((source.width - width) / 2) + dx;
  const top = Math.round((source.height - height) / 2) + dy;
  for (let y = 0; y < height; y += 1) {
    const row = within(y + top, source.height) * source.width;
    for (let x = 0; x < width; x += 1) {
      const from = (row + within(x + left, source.width)) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = (source.data[from + channel] ?? 0) * gain;
        data[(y * width + x) * 4 + channel] = Math.min(255, Math.round(value));
      }
    }
  }
  return { width, height, data };
}

/** Frames of a clip for the browser's fake camera: whole JPEGs one after the other, one person for a second, then the other. */
export function cameraClip(pictures: readonly Picture[]): Uint8Array {
  const frames = pictures.flatMap((picture) =>
    Array.from({ length: framesOfEach }, (_, frame) => encode(cut(picture, shotAt(frame)), quality).data),
  );
  return Buffer.concat(frames);
}

async function makeCameraClip(): Promise<void> {
  const pictures = await Promise.all(
    ['good-white.jpg', 'good-hopper.jpg'].map(async (name) =>
      decode(await readFile(new URL(`tests/fixtures/faces/${name}`, repository)), { useTArray: true }),
    ),
  );
  const clip = cameraClip(pictures);
  await writeFile(fileURLToPath(new URL('demo/camera.mjpeg', repository)), clip);
  console.log(`demo/camera.mjpeg: ${pictures.length * framesOfEach} 帧，${Math.round(clip.length / 1024)} KB`);
}

if (import.meta.main) await makeCameraClip();
