import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decode, encode } from 'jpeg-js';

type Picture = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** How one frame is cut from its source: shift in pixels, enlargement, brightness. */
type Shot = { readonly dx: number; readonly dy: number; readonly zoom: number; readonly gain: number };

const width = 640;
const height = 480;
const framesOfEach = 30;
const quality = 78;
const repository = new URL('../../', import.meta.url);

/** A slow sway, a little nearer and farther, a little lighter and darker: no two frames are the same, both halves loop. */
export function shotAt(frame: number): Shot {
  const turn = (2 * Math.PI * frame) / framesOfEach;
  return {
    dx: 6 * Math.sin(turn),
    dy: 3 * Math.sin(2 * turn),
    zoom: 1.04 + 0.015 * Math.cos(turn + 0.4),
    gain: 1 + 0.03 * Math.sin(turn + 1.1),
  };
}

/** The shot as pixels of 640×480, bilinear; what lies outside the source repeats its edge. */
export function cut(source: Picture, shot: Shot): Picture {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    const fromY = (y - height / 2) / shot.zoom + source.height / 2 + shot.dy;
    for (let x = 0; x < width; x += 1) {
      const fromX = (x - width / 2) / shot.zoom + source.width / 2 + shot.dx;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = sample(source, fromX, fromY, channel) * shot.gain;
        data[(y * width + x) * 4 + channel] = Math.min(255, Math.round(value));
      }
    }
  }
  return { width, height, data };
}

function sample({ width: w, height: h, data }: Picture, x: number, y: number, channel: number): number {
  const clampedX = Math.min(Math.max(x, 0), w - 1.001);
  const clampedY = Math.min(Math.max(y, 0), h - 1.001);
  const [left, top] = [Math.floor(clampedX), Math.floor(clampedY)];
  const [right, down] = [clampedX - left, clampedY - top];
  const at = (px: number, py: number) => data[(py * w + px) * 4 + channel] ?? 0;
  const upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
  const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
  return upper * (1 - down) + lower * down;
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
