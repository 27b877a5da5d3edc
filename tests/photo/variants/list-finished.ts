import type { PhotoCauseCode } from '../../../shared/photo/photo-cause.ts';
import { collins, hopper, type Person, paper, sit } from './people.ts';
import { type Picture, plain } from './picture.ts';

/**
 * A finished photo of 480×640 whose eyes, crown or face lie one step to either side of the default profile's band. The
 * desk's own crop makes none that is out of the band for eyes and face: these stand for a crop that would be wrong.
 */
export type FinishedPhoto = {
  readonly name: string;
  readonly picture: () => Picture;
  readonly causes: readonly PhotoCauseCode[];
};

/** How wide a face is and how far the crown lies above the eyes, in eye distances, as the detector finds them. */
const WIDTH = 2.235;
const crownAbove = { collins: 2.06, hopper: 1.98 } as const;

type Place = { readonly width: number } & ({ readonly eyes: number } | { readonly crown: number });

function finished(person: Person, place: Place, ...causes: readonly PhotoCauseCode[]): FinishedPhoto {
  const unit = place.width / WIDTH;
  const eyes = 'eyes' in place ? place.eyes : place.crown + crownAbove[person.name] * unit;
  return {
    name: `${person.name} ${JSON.stringify(place)}`,
    picture: () => sit(person, { wall: plain(480, 640, paper), x: 240, y: eyes, unit }),
    causes,
  };
}

// where the eyes stand high or the face is wide, the crown has no room either: heads are made like that
export const finishedPhotos: readonly FinishedPhoto[] = [
  finished(collins, { width: 240, eyes: 294 }),
  finished(collins, { width: 240, eyes: 306 }, 'EYES_PLACE'),
  finished(collins, { width: 192, eyes: 206 }, 'CROWN_PLACE'),
  finished(collins, { width: 192, eyes: 194 }, 'CROWN_PLACE', 'EYES_PLACE'),
  finished(collins, { width: 192, crown: 80 }),
  finished(collins, { width: 173, crown: 80 }, 'FACE_WIDTH'),
  finished(collins, { width: 292, eyes: 296 }, 'CROWN_PLACE'),
  // so near that no wall is left beside the head: where the crown lies is not known
  finished(collins, { width: 322, eyes: 296 }, 'FACE_WIDTH'),
  finished(collins, { width: 240, crown: 58 }),
  finished(collins, { width: 240, crown: 40 }, 'CROWN_PLACE'),
  finished(collins, { width: 192, crown: 102 }),
  finished(collins, { width: 192, crown: 120 }, 'CROWN_PLACE'),
  finished(hopper, { width: 240, eyes: 294 }),
  finished(hopper, { width: 240, eyes: 306 }, 'EYES_PLACE'),
  finished(hopper, { width: 173, crown: 80 }, 'FACE_WIDTH'),
  finished(hopper, { width: 192, crown: 80 }),
];
