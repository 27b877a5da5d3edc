import { join } from 'node:path';
import { cutOut, enlarge, lay } from './compose.ts';
import { type Colour, type Picture, plain, readPicture } from './picture.ts';

const source = join(import.meta.dirname, '../../fixtures/faces/source');

/** Where a face lies in a frame: middle between the eyes and distance of the eyes, in pixels. */
export type FaceAt = { readonly x: number; readonly y: number; readonly unit: number };

/** One of the two cut-out people. `eyes`: middle between the eyes, `unit`: their distance, both in the cut-out. */
export type Person = {
  readonly name: 'collins' | 'hopper';
  readonly picture: () => Picture;
  readonly eyes: readonly [number, number];
  readonly unit: number;
};

function loaded(name: Person['name']): () => Picture {
  let kept: Picture | undefined;
  return () => {
    kept ??= cutOut(readPicture(join(source, `${name}.jpg`)), readPicture(join(source, `mask-${name}.jpg`)));
    return kept;
  };
}

export const collins: Person = { name: 'collins', picture: loaded('collins'), eyes: [205, 102.5], unit: 42.5 };
export const hopper: Person = { name: 'hopper', picture: loaded('hopper'), eyes: [262.5, 189], unit: 84 };
export const people: readonly Person[] = [collins, hopper];

export const paper: Colour = [246, 246, 246];

export type Seat = {
  readonly unit?: number;
  readonly x?: number;
  readonly y?: number;
  readonly wall?: Picture;
  /** changes the cut-out before it is set down */
  readonly with?: (cutOut: Picture) => Picture;
};

/** Where the eyes lie in a frame of 640×480 unless something else is asked. */
export function seatOf(person: Person, seat: Seat = {}): FaceAt {
  return { x: seat.x ?? 320, y: seat.y ?? 225, unit: seat.unit ?? (person.name === 'collins' ? 64 : 68) };
}

const scaled = new Map<string, Picture>();

/** The person before a wall of 640×480, white paper unless something else is asked. */
export function sit(person: Person, seat: Seat = {}): Picture {
  const { x, y, unit } = seatOf(person, seat);
  const wall = seat.wall ?? plain(640, 480, paper);
  const scale = unit / person.unit;
  if (seat.with) return lay(wall, seat.with(person.picture()), scale, person.eyes, [x, y]);
  const key = `${person.name} ${unit}`;
  const small = scaled.get(key) ?? enlarge(person.picture(), scale);
  scaled.set(key, small);
  return lay(wall, small, 1, [person.eyes[0] * scale, person.eyes[1] * scale], [x, y]);
}
