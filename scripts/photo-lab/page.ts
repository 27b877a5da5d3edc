import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { similarityOf } from '../../src-renderer/photo/compare/compare-faces.ts';
import { openPhotoGate, type PhotoGate } from '../../src-renderer/photo/gate/gate-client.ts';
import type { Shot } from '../../src-renderer/photo/gate/shot.ts';
import type { JudgedPicture } from './judged-picture.ts';
import { recut } from './recut.ts';

/** What the lab's main process and the tests ask of its page. */
export type PhotoLab = {
  readonly gate: PhotoGate;
  /** resolves once the gate is up, with its state */
  readonly ready: () => Promise<string>;
  /** a picture file (base64) as the frame that a camera would give */
  readonly frameOf: (picture: string) => Promise<ImageBitmap>;
  /** how alike the one face in either picture is, 0–1; null = not exactly one in each */
  readonly similarity: (held: string, shot: string) => Promise<number | null>;
  /** everything about one picture, with `isRead` false all but its writing; `derived` as base64 */
  readonly judge: (picture: string, profile: PhotoProfile, isRead?: boolean) => Promise<JudgedPicture<string>>;
  /** what would be stored of a frame (base64), bytes as base64; null = it makes no photo, since none fits the ceiling */
  readonly shoot: (picture: string, profile: PhotoProfile) => Promise<MadeShot | null>;
  /** the photo of a stored original (base64) by its stored crop and edition, as base64, with its perceptual hash */
  readonly recut: (
    original: string,
    crop: Shot['crop'],
    profile: PhotoProfile,
  ) => Promise<{ readonly derived: string; readonly perceptualHash: string }>;
};

export type MadeShot = Omit<Shot, 'original' | 'derived' | 'verdict'> & {
  readonly original: string;
  readonly derived: string;
};

const gate = openPhotoGate();
const lab: PhotoLab = {
  gate,
  ready: () => {
    const { kind } = gate.state();
    if (kind === 'ready' || kind === 'noDetector') return Promise.resolve(kind);
    return new Promise((resolve) => {
      const stop = gate.subscribe(({ kind: next }) => {
        if (next !== 'ready' && next !== 'noDetector') return;
        stop();
        resolve(next);
      });
    });
  },
  frameOf: (picture) => createImageBitmap(new Blob([bytesOf(picture)])),
  similarity: (held, shot) => similarityOf(bytesOf(held), bytesOf(shot), new AbortController().signal),
  judge: async (picture, profile, isRead = true) => {
    const frame = await lab.frameOf(picture).catch(() => null);
    const found = frame && (await (isRead ? gate.inspect : gate.measure)(frame, profile));
    if (found === null) return { ...nothing, fault: frame === null ? '图片打不开' : '检测程序中断' };
    const { faces, shot, measurements, verdict, milliseconds } = found;
    return {
      verdict,
      measurements,
      faces,
      milliseconds,
      fault: shot.ok ? null : shot.fault.sentence,
      crop: shot.ok ? shot.value.crop : {},
      perceptualHash: shot.ok ? shot.value.perceptualHash : null,
      derived: shot.ok ? base64(shot.value.derived) : null,
    };
  },
  shoot: async (picture, profile) => {
    const made = await gate.makeShot(await lab.frameOf(picture), profile, 'still');
    if (!made.ok && made.fault.kind !== 'tooManyBytes') throw new Error(made.fault.sentence);
    if (!made.ok) return null;
    const { original, derived, crop, measurements, perceptualHash } = made.value;
    return { original: base64(original), derived: base64(derived), crop, measurements, perceptualHash };
  },
  recut: async (original, crop, profile) => {
    const { derived, perceptualHash } = await recut(await lab.frameOf(original), crop, profile);
    return { derived: base64(derived), perceptualHash };
  },
};
Object.assign(globalThis, { lab });

const nothing = {
  verdict: null,
  measurements: {},
  faces: [],
  milliseconds: 0,
  crop: {},
  perceptualHash: null,
  derived: null,
} as const;

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
