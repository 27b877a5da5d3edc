import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { Output, ParsedInput } from '#shared/contract/index.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { DeskDb } from '../../db/open.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { inSavepoint } from '../../db/store/candidacy-savepoint.ts';
import { type CaptureRow, insertCapture, photoFileDevice } from '../../db/store/capture.ts';
import { faultSentence } from '../../db/store/decision.ts';
import { attachFile, type PhotoFileRow, reachFile } from '../../db/store/photo-file.ts';
import { fileLines, notAwaitingSentence } from '../../db/store/photo-file-line.ts';
import { fillHashIndex } from '../../db/store/photo-hash-index.ts';
import { noteLookAlikes } from '../../db/store/photo-look-alike.ts';
import { photoProfileFor } from '../../db/store/photo-profile.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';
import { settled } from './staged-file.ts';

type Item = ParsedInput<'photoFiles.attach'>['items'][number];
type Done = Output<'photoFiles.attach'>;

/**
 * Each confirmed file becomes a shot of exactly the pupil that was shown beside it, one line per photo: one that does not
 * fit never holds up the rest. Nothing is completed by it; that is done at the desk, where clerk and pupil confirm.
 */
export const attachPhotos: CommandHandler<'photoFiles.attach', null> = {
  prepare: async (_input, { db }) => {
    await fillHashIndex(db);
    return ok(null);
  },
  act: ({ items, together }, _prepared, context) => {
    const result: Done = { done: [], failed: [] };
    const unseen = together || items.length > 1;
    for (const item of items) {
      const file = reachFile(context.db, item.fileId);
      const pupil = reachCandidacy(context.db, context.actor, item.candidacyId);
      const outcome = !file.ok
        ? file
        : !pupil.ok
          ? pupil
          : inSavepoint(context.db, () => attachOne(context, { item, file: file.value, pupil: pupil.value, unseen }));
      if (outcome.ok) result.done.push(item.fileId);
      else
        result.failed.push({
          fileId: item.fileId,
          fileName: file.ok ? maskNumbersIn(file.value.fileName) : '',
          fullName: pupil.ok ? pupil.value.fullName : '',
          sentence: faultSentence('附上照片', outcome.fault),
        });
    }
    return ok(result);
  },
  changes: ['photoFile', 'capture', 'candidacy'],
};

type Confirmed = {
  readonly item: Item;
  readonly file: PhotoFileRow;
  readonly pupil: CandidacyRow;
  /** confirmed together with others: nobody looked at this very line */
  readonly unseen: boolean;
};

function attachOne(context: CommandContext, { item, file, pupil, unseen }: Confirmed): Result<null, Fault> {
  const { db, clock } = context;
  // the same key pressed twice
  if (file.state === 'attached' && file.candidacyId === item.candidacyId) return ok(null);
  if (file.state !== 'staged') return failed(settled(file));
  if (file.candidacyId !== item.candidacyId)
    return failed({ kind: 'stale', message: `${maskNumbersIn(file.fileName)} 已经改定给别人。看过再确认` });
  if (pupil.status !== 'awaitingCapture')
    return failed(
      invalid('', notAwaitingSentence({ fullName: pupil.fullName, status: pupil.status as CandidacyStatus })),
    );
  if (pupil.version !== item.version) return failed(staleFault(db, pupil.id));
  const profile = photoProfileFor(db, clock.today(), pupil.cohortYear);
  if (profile?.id !== file.profileEdition)
    return failed(
      invalid(
        '',
        `${pupil.fullName}所在年级用另一份照片规格，这张还没有按他的规格裁好。等上面“重新裁剪”做完，看过再确认`,
      ),
    );
  const against = unseen ? whyNotTogether(db, file) : null;
  if (against !== null) return failed(invalid('', against));
  const capture = captureOf(context, file);
  insertCapture(db, capture);
  if (capture.perceptualHash !== null)
    noteLookAlikes(db, { captureId: capture.id, candidacyId: pupil.id, hash: capture.perceptualHash });
  attachFile(db, file.id, pupil.id, capture.id);
  const { id, source, device, originalSha256, derivedSha256, profileEdition, verdict } = capture;
  context.record({
    kind: 'capture.fromFile',
    subjectNoun: 'candidacy',
    subjectId: pupil.id,
    payload: {
      captureId: id,
      source,
      device,
      originalSha256,
      derivedSha256,
      profileEdition,
      verdict,
      fileId: file.id,
      matchedBy: file.matchedBy,
    },
  });
  return ok(null);
}

/** What the screen says of the line now, after the photos before it: null = it may be confirmed together with others. */
function whyNotTogether(db: DeskDb, file: PhotoFileRow): string | null {
  const [line] = fileLines(db, file.folderId, [file.id]);
  if (line?.ready) return null;
  const against = line?.notes[0]?.sentence ?? (file.matchedBy === 'order' ? '只凭名单次序认的' : '照片没有通过检查');
  return `${against}。没有和别的一起附上；看过照片，要用就单独确认这一张`;
}

function captureOf({ ids, actor, clock }: CommandContext, file: PhotoFileRow): CaptureRow {
  const { candidacyId, originalSha256, derivedSha256, profileEdition, crop, measurements, verdict, causes } = file;
  if (
    !candidacyId ||
    !originalSha256 ||
    !derivedSha256 ||
    !profileEdition ||
    !crop ||
    !measurements ||
    !verdict ||
    !causes
  )
    throw new Error('a staged file without its photo');
  return {
    id: ids.uuid(),
    candidacyId,
    revision: 0,
    state: 'draft',
    source: 'file',
    device: photoFileDevice,
    originalSha256,
    derivedSha256,
    profileEdition,
    crop,
    measurements,
    takenBy: actor.userId,
    takenAt: clock.now(),
    verdict,
    causes,
    perceptualHash: file.perceptualHash,
  };
}
