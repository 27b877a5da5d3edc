import { type Fault, invalid } from '#shared/contract/faults.ts';
import { spareShotLabel } from '#shared/labels/spare-shot.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { proposePupil, reachFile, rejectFile } from '../../db/store/photo-file.ts';
import { forgetOrder } from '../../db/store/photo-file-place.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { settled, stagedFile } from './staged-file.ts';

const byHand = (candidacyId: string | null) => ({
  candidacyId,
  matchedBy: candidacyId === null ? null : 'hand',
  openWhy: candidacyId === null ? '已取消原来的人。按人指定' : null,
});

/** Records that went on under another one, or not at all. One of an import not accepted yet is out of reach anyway. */
const nobodyHere: ReadonlySet<string> = new Set(['joined', 'withdrawn', 'void']);
const gone = (fullName: string): Fault =>
  invalid('candidacyId', `${fullName}的这份记录已不在登记名单里，没有指定。在名单里重新找人`);
const changedMeanwhile: Fault = { kind: 'stale', message: '这两张里有一张刚改了人，没有对调。看过再定' };

/** A person says whose photo it is, or that it is not the one proposed (null). */
export const assignPhoto: CommandHandler<'photoFiles.assign'> = {
  act: ({ fileId, candidacyId }, _prepared, { db, actor, clock, record }) => {
    const staged = stagedFile(db, fileId);
    if (!staged.ok) return staged;
    if (candidacyId !== null) {
      const reached = reachCandidacy(db, actor, candidacyId);
      if (!reached.ok) return reached;
      if (nobodyHere.has(reached.value.status)) return failed(gone(reached.value.fullName));
    }
    proposePupil(db, fileId, byHand(candidacyId));
    record({
      kind: 'photoFile.assigned',
      subjectNoun: 'photoFile',
      subjectId: fileId,
      payload: { candidacyId, before: staged.value.candidacyId },
    });
    return ok({ savedAt: clock.now() });
  },
  changes: ['photoFile'],
};

/** Exchanges the pupils of two files, as the screen showed them; one of them may have none. */
export const swapPhotos: CommandHandler<'photoFiles.swap'> = {
  act: ({ fileId, candidacyId, otherId, otherCandidacyId }, _prepared, { db, clock, record }) => {
    const one = stagedFile(db, fileId);
    if (!one.ok) return one;
    const other = stagedFile(db, otherId);
    if (!other.ok) return other;
    const [here, there] = [one.value.candidacyId, other.value.candidacyId];
    // the key pressed twice
    if (here === otherCandidacyId && there === candidacyId) return ok({ savedAt: clock.now() });
    if (here !== candidacyId || there !== otherCandidacyId) return failed(changedMeanwhile);
    proposePupil(db, fileId, byHand(there));
    proposePupil(db, otherId, byHand(here));
    record({
      kind: 'photoFile.swapped',
      subjectNoun: 'photoFile',
      subjectId: fileId,
      payload: { otherId, candidacyIds: [here, there] },
    });
    return ok({ savedAt: clock.now() });
  },
  changes: ['photoFile'],
};

/**
 * Lays a file aside with a reason, or takes that back; whose it was proposed to be is remembered. One that is nobody's in
 * this class, found after a proposal in the order of its list, has shifted that order.
 */
export const rejectPhoto: CommandHandler<'photoFiles.reject'> = {
  act: ({ fileId, reason }, _prepared, { db, clock, record }) => {
    const reached = reachFile(db, fileId);
    if (!reached.ok) return reached;
    if (reached.value.state !== (reason === null ? 'rejected' : 'staged')) return failed(settled(reached.value));
    const { folderId, spare: before } = reached.value;
    const spare = reason !== null && typeof reason === 'object' ? reason.spare : null;
    rejectFile(db, fileId, typeof reason === 'string' ? reason : spare && spareShotLabel(spare), spare);
    // also one that a person moved: those behind it still stand where the order put them
    if ((spare ?? before) !== null) forgetOrder(db, folderId);
    record({
      kind: reason === null ? 'photoFile.restored' : 'photoFile.rejected',
      subjectNoun: 'photoFile',
      subjectId: fileId,
      payload: { reason },
    });
    return ok({ savedAt: clock.now() });
  },
  changes: ['photoFile'],
};
