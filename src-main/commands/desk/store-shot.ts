import type { Fault } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { type CaptureRow, insertCapture, type PhotoBytes, storePhoto } from '../../db/store/capture.ts';
import { isOpenForDesk } from '../../db/store/decision-completion.ts';
import { gateOf } from '../../db/store/photo-gate.ts';
import { fillHashIndex } from '../../db/store/photo-hash-index.ts';
import { noteLookAlikes } from '../../db/store/photo-look-alike.ts';
import { photoProfileFor } from '../../db/store/photo-profile.ts';
import { judgeShot } from '../../db/store/photo-verdict.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';
import { derivedPhoto, originalPhoto } from './photo-in.ts';

type Prepared = {
  readonly original: PhotoBytes;
  readonly derived: PhotoBytes;
  readonly profileEdition: string;
  readonly judged: ReturnType<typeof judgeShot>;
};

/**
 * Stores a shot: original and derived JPEG under their SHA-256, with profile edition, crop, measurements, device, clerk
 * and time, and the verdict that this program works out of the measurements: a screen's own is never asked for. Judged
 * and hashed before the transaction. Earlier shots are kept; the newest one counts. Answers the verdict, and whose photo
 * looks the same.
 */
export const storeShot: CommandHandler<'desk.storeShot', Prepared> = {
  prepare: async (input, { db, actor, clock }) => {
    const reached = reachCandidacy(db, actor, input.candidacyId);
    if (!reached.ok) return reached;
    const profile = photoProfileFor(db, clock.today(), reached.value.cohortYear);
    if (!profile) throw new Error('no photo profile');
    const original = originalPhoto(input.original, 'original');
    if (!original.ok) return original;
    const derived = derivedPhoto(input.derived, profile, 'derived');
    if (!derived.ok) return derived;
    if (input.perceptualHash !== null) await fillHashIndex(db);
    return ok({
      original: original.value,
      derived: derived.value,
      profileEdition: profile.id,
      judged: judgeShot(input.measurements, profile),
    });
  },
  act: (input, prepared, context) => {
    const { db, actor, clock, ids } = context;
    const reached = reachCandidacy(db, actor, input.candidacyId);
    if (!reached.ok) return reached;
    if (!isOpenForDesk(reached.value)) return failed(photoIsKept(context, reached.value));
    const { original, derived, profileEdition, judged } = prepared;
    const capture: CaptureRow = {
      id: ids.uuid(),
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
      takenAt: clock.now(),
      verdict: judged.verdict,
      causes: JSON.stringify(judged.causes),
      perceptualHash: input.perceptualHash,
    };
    storePhoto(db, original);
    storePhoto(db, derived);
    insertCapture(db, capture);
    if (input.perceptualHash !== null)
      noteLookAlikes(db, {
        captureId: capture.id,
        candidacyId: capture.candidacyId,
        hash: input.perceptualHash,
      });
    recordShot(context, capture);
    return ok({ captureId: capture.id, savedAt: capture.takenAt, gate: gateOf(db, capture) });
  },
  changes: ['capture'],
};

function recordShot({ record }: CommandContext, capture: CaptureRow): void {
  const { id, source, device, originalSha256, derivedSha256, profileEdition, verdict } = capture;
  record({
    kind: 'capture.taken',
    subjectNoun: 'candidacy',
    subjectId: capture.candidacyId,
    payload: { captureId: id, source, device, originalSha256, derivedSha256, profileEdition, verdict },
  });
}

/** Somebody was faster, or the photo is the record's by now: who, when, and the way to a new one. */
function photoIsKept({ db }: CommandContext, row: CandidacyRow): Fault {
  const stale = staleFault(db, row.id);
  if (stale.kind !== 'stale') return stale;
  const inEffect = row.status === 'inEffect' || row.status === 'suspended' || row.status === 'closed';
  const way = inEffect
    ? '注册已生效，照片不再换，这一张没有存。'
    : '照片已定，这一张没有存；要重拍，由审核员或管理员写明原因安排重拍。';
  return { kind: 'stale', message: `${stale.message.replace(/看过新内容再决定。$/u, '')}${way}` };
}
