import type { Result } from '#shared/lib/result.ts';
import type { FaceFound, Point } from '#shared/photo/face-found.ts';
import type { PhotoMeasurements, PhotoVerdict } from '#shared/photo/photo-cause.ts';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import type { Shot, ShotFault } from './shot.ts';

/** What a guide draws of one face, in pixels of the frame. */
export type GuideFace = {
  readonly box: FaceFound['box'];
  /** midpoints between the corners of each eye, the viewer's left one first */
  readonly eyes: readonly [Point, Point];
  readonly chin: Point;
  /** the closed line round the face, hair line to chin */
  readonly outline: readonly Point[];
};

/** What the gate says of one frame of the live picture. */
export type PhotoLook = {
  readonly measurements: PhotoMeasurements;
  readonly verdict: PhotoVerdict;
  readonly faces: readonly GuideFace[];
  /** size of the frame that `faces` are in */
  readonly frame: { readonly width: number; readonly height: number };
  /** from the frame's arrival in the worker to the verdict */
  readonly milliseconds: number;
};

/** Everything about one picture, for people who try pictures: the desk itself never asks for it. */
export type PhotoInspection = {
  readonly faces: readonly FaceFound[];
  readonly shot: Result<Shot, ShotFault>;
  readonly measurements: PhotoMeasurements;
  readonly verdict: PhotoVerdict | null;
  readonly milliseconds: number;
};

/** Questions to the worker and what each is answered with. */
export type GateAnswers = {
  /** null: no detector runs */
  readonly look: PhotoLook | null;
  /** a frame of the live picture: what was read there last speaks for it */
  readonly shot: Result<Shot, ShotFault>;
  /** a file, or a still camera's picture: no live one led up to it, and nothing that was read elsewhere speaks for it */
  readonly stillShot: Result<Shot, ShotFault>;
  readonly inspect: PhotoInspection;
  /** the same, but its writing is not read, which is half of the work */
  readonly measure: PhotoInspection;
};

export type GateQuestion = {
  readonly kind: keyof GateAnswers;
  readonly id: number;
  /** handed over: the worker closes it */
  readonly frame: ImageBitmap;
  readonly profile: PhotoProfile;
};

/** Not answered: who is looked at from now on may be somebody else. */
export type GateNotice = { readonly kind: 'newSitter' };

export type GateReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'noDetector'; readonly reason: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: GateAnswers[keyof GateAnswers] }
  | { readonly kind: 'broken'; readonly id: number; readonly reason: string };
