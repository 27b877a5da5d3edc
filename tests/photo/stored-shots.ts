import type { PhotoMeasurements, PhotoVerdict } from '../../shared/photo/photo-cause.ts';
import type { PhotoProfile } from '../../shared/photo/photo-profile.ts';
import type { DeskDb } from '../../src-main/db/open.ts';
import { type CaptureRow, findCapture, intactPhoto } from '../../src-main/db/store/capture.ts';
import { photoProfileOf } from '../../src-main/db/store/photo-profile.ts';
import type { Measured } from './recomputed.ts';

/** A shot as the desk's encrypted file has it; `original` null = its bytes are not what their hash says. */
export type KeptShot = Measured & {
  readonly original: Uint8Array | null;
  readonly derived: Uint8Array;
  readonly derivedLength: number;
  readonly perceptualHash: string | null;
  readonly verdict: Pick<PhotoVerdict, 'verdict' | 'causes'>;
  readonly profile: PhotoProfile;
};

/** Every shot that was taken live at this desk, oldest first. */
export function keptShots(db: DeskDb): KeptShot[] {
  return liveIds(db).map((id) => {
    const shot = findCapture(db, id) as CaptureRow;
    const derived = intactPhoto(db, shot.derivedSha256);
    const profile = photoProfileOf(db, shot.profileEdition);
    if (derived === null || profile === null) throw new Error(`photo or edition of ${id} is not there`);
    return {
      original: intactPhoto(db, shot.originalSha256),
      derived,
      derivedLength: derived.length,
      crop: JSON.parse(shot.crop) as Measured['crop'],
      measurements: JSON.parse(shot.measurements) as PhotoMeasurements,
      perceptualHash: shot.perceptualHash,
      verdict: {
        verdict: shot.verdict as PhotoVerdict['verdict'],
        causes: JSON.parse(shot.causes) as PhotoVerdict['causes'],
      },
      profile,
    };
  });
}

/**
 * The same after somebody with the key has turned each head by four degrees in the stored numbers, within what is good,
 * and changed one bit of each original. The file itself has to be talked into it first.
 */
export function tamperedShots(db: DeskDb): KeptShot[] {
  const turn = (id: string): unknown =>
    db.client
      .prepare(
        `UPDATE capture SET measurements = json_set(measurements, '$.yaw', measurements ->> '$.yaw' + 4) WHERE id = ?`,
      )
      .run(id);
  const ids = liveIds(db);
  for (const id of ids) {
    let refused = '';
    try {
      turn(id);
    } catch (cause) {
      refused = String(cause);
    }
    if (!refused.includes('captures are kept as taken')) throw new Error(`the file let it through: ${refused}`);
  }
  db.client.exec('DROP TRIGGER capture_is_kept_as_taken');
  for (const id of ids) {
    turn(id);
    const { originalSha256 } = findCapture(db, id) as CaptureRow;
    const bytes = Buffer.from(intactPhoto(db, originalSha256) ?? []);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    db.client.prepare('UPDATE photo_blob SET bytes = ? WHERE sha256 = ?').run(bytes, originalSha256);
  }
  return keptShots(db);
}

function liveIds(db: DeskDb): string[] {
  return db.client.prepare(`SELECT id FROM capture WHERE source = 'live' ORDER BY rowid`).pluck().all() as string[];
}
