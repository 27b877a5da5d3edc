import type { PhotoCause } from './photo-cause.ts';
import type { Pose } from './pose.ts';

/** What the drawn guide asks for, as seen on the unmirrored picture. */
export type GuideArrow = 'left' | 'right' | 'up' | 'down' | 'nearer' | 'farther' | 'clockwise' | 'anticlockwise';

/** The arrow for a cause, from its signed value or from where the face stands; null where no direction would help. */
export function guideArrowOf({ code, value, limit }: PhotoCause, pose: Pose | null): GuideArrow | null {
  const sign = value === null ? 0 : Math.sign(value);
  const isOver = value !== null && limit !== null && value > limit;
  switch (code) {
    case 'FACE_TOO_SMALL':
      return 'nearer';
    case 'FACE_TOO_LARGE':
      return 'farther';
    case 'OFF_CENTRE':
    case 'CROP_OUTSIDE':
      return pose === null ? null : towardsMiddle(pose);
    case 'FACE_WIDTH':
      return value === null ? null : isOver ? 'farther' : 'nearer';
    // measured from the top edge of the finished photo
    case 'CROWN_PLACE':
    case 'EYES_PLACE':
      return value === null ? null : isOver ? 'up' : 'down';
    // the chin goes the other way than the face turned
    case 'YAW':
      return sign === 0 ? null : sign > 0 ? 'left' : 'right';
    case 'PITCH':
      return sign === 0 ? null : sign > 0 ? 'down' : 'up';
    case 'ROLL':
      return sign === 0 ? null : sign > 0 ? 'anticlockwise' : 'clockwise';
    default:
      return null;
  }
}

/** Faces sit a little above the middle of a good frame. */
const MIDDLE = { x: 0.5, y: 0.45 } as const;

function towardsMiddle({ x, y }: Pose): GuideArrow {
  const [across, down] = [MIDDLE.x - x, MIDDLE.y - y];
  if (Math.abs(across) >= Math.abs(down)) return across > 0 ? 'right' : 'left';
  return down > 0 ? 'down' : 'up';
}
