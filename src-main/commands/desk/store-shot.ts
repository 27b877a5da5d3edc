import { ok } from '#shared/lib/result.ts';
import { insertCapture, type PhotoBytes, storePhoto } from '../../db/store/capture.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { recordOpenForDesk } from './open-record.ts';
import { derivedPhoto, originalPhoto, photoProfileToday } from './photo-in.ts';

type Prepared = { readonly original: PhotoBytes; readonly derived: PhotoBytes; readonly profileEdition: string };

/**
 * Stores a shot: original and derived JPEG under their SHA-256, with profile edition, crop, measurements, device, clerk
 * and time. Judged and hashed before the transaction. Earlier shots are kept; the newest one counts.
 */
export const storeShot: CommandHandler<'desk.storeShot', Prepared> = {
  prepare: async (input, { db, clock }) => {
    const profile = photoProfileToday(db, clock.today());
    const original = originalPhoto(input.original, 'original');
    if (!original.ok) return original;
    const derived = derivedPhoto(input.derived, profile, 'derived');
    if (!derived.ok) return derived;
    return ok({ original: original.value, derived: derived.value, profileEdition: profile.id });
  },
  act: (input, { original, derived, profileEdition }, context) => {
    const { db, actor, clock, ids } = context;
    const reached = recordOpenForDesk(context, input.candidacyId);
    if (!reached.ok) return reached;
    const captureId = ids.uuid();
    const savedAt = clock.now();
    storePhoto(db, original);
    storePhoto(db, derived);
    insertCapture(db, {
      id: captureId,
      candidacyId: input.candidacyId,
      revision: 0,
      state: 'draft',
      source: input.source,
      device: input.device,
      originalSha256: original.sha256,
      derivedSha256: derived.sha256,
      profileEdition,
      crop: JSON.stringify(input.crop),
      measurements: JSON.stringify(input.measurements),
      takenBy: actor.userId,
      takenAt: savedAt,
    });
    context.record({
      kind: 'capture.taken',
      subjectNoun: 'candidacy',
      subjectId: input.candidacyId,
      payload: {
        captureId,
        source: input.source,
        device: input.device,
        originalSha256: original.sha256,
        derivedSha256: derived.sha256,
        profileEdition,
      },
    });
    return ok({ captureId, savedAt });
  },
  changes: ['capture'],
};
