import { invalid } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { failed, ok } from '#shared/lib/result.ts';
import {
  closeFile,
  filesAsListed,
  fileWithContent,
  nextWaitingFile,
  noteContent,
  type PhotoFileRow,
  reachFile,
} from '../../db/store/photo-file.ts';
import { proposeFor } from '../../db/store/photo-file-match.ts';
import { forgetOrder } from '../../db/store/photo-file-place.ts';
import { filesToRecut } from '../../db/store/photo-file-recut.ts';
import { folderSummary, matchingOf, type PhotoFolderRow, reachFolder } from '../../db/store/photo-folder.ts';
import { type PhotoFileFault, readPhotoFile } from '../../documents/photo-file.ts';
import { holdsAnyOf, readFolderFile } from '../../documents/photo-folder.ts';
import type { LongContext, LongHandler, Services } from '../../platform/act.ts';
import { fileProfile } from './file-profile.ts';
import { sourceAgain } from './read-again.ts';

type Source = Output<'photoFiles.source'>;
type Step =
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'closed' }
  | { readonly kind: 'gone'; readonly sentence: string };

/** Files that cannot be decoded and are closed in one call, before the screen asks again: it may have been stopped. */
const MOST_CLOSED = 20;
const MOST_TRIES = 3;
const endsPrograms = `打开它时程序中断了 ${MOST_TRIES} 次，不再试。用看图软件另存为普通 JPEG 再导入`;

/**
 * The next file to decode. First what was cut by another profile than that of whoever it is proposed for now. Then it
 * reads the next file and judges its bytes; those that cannot be decoded, or are here already, are marked on the way, one
 * transaction each. Pixels are left to the screen's worker. Null = every file has been read; `more` = ask again.
 */
export const readNext: LongHandler<'photoFiles.next'> = async ({ folderId }, context, services) => {
  const reached = reachFolder(context.db, folderId);
  if (!reached.ok) return reached;
  const again = filesToRecut(context.db, folderId, context.clock.today()).first;
  if (again) return sourceAgain(context, reached.value, again);
  for (let closed = 0; closed < MOST_CLOSED; closed++) {
    const file = nextWaitingFile(context.db, folderId);
    if (!file) {
      services.emit({ kind: 'changed', nouns: ['photoFile'] });
      return ok(null);
    }
    const step = await readOne(context, reached.value, file);
    if (step.kind === 'gone') return failed(invalid('', step.sentence));
    tellProgress(context, services, folderId);
    if (step.kind === 'source') return ok(step.source);
  }
  return ok({ more: true });
};

async function readOne(context: LongContext, folder: PhotoFolderRow, file: PhotoFileRow): Promise<Step> {
  const read = await readFolderFile(folder.path, file);
  if (read.kind === 'folderGone') return { kind: 'gone', sentence: read.sentence };
  const close = (state: 'refused' | 'known', sentence: string, contentSha256: string | null): Step => {
    context.transact(({ db }) => {
      forgetOrder(db, folder.id);
      return ok(closeFile(db, file.id, { state, sentence, contentSha256 }));
    });
    return { kind: 'closed' };
  };
  if (read.kind === 'refused' && isAway(read.fault) && !(await isSameCard(context, folder)))
    return { kind: 'gone', sentence: otherCard(folder) };
  if (read.kind === 'refused') return close('refused', read.fault.sentence, null);
  const before = fileWithContent(context.db, file.id, read.sha256);
  if (before) {
    return close('known', knownSentence(before, folder), read.sha256);
  }
  const picture = readPhotoFile(read.bytes);
  if (!picture.ok) return close('refused', picture.fault.sentence, read.sha256);
  if (file.handedOut >= MOST_TRIES) return close('refused', endsPrograms, read.sha256);
  const { mediaType, bytes, takenAt } = picture.value;
  context.transact(({ db }) => {
    forgetOrder(db, folder.id);
    noteContent(db, file.id, read.sha256, takenAt);
    // whose it is decides by which profile it is cut
    proposeFor(db, file, matchingOf(folder));
    return ok(null);
  });
  const proposed = reachFile(context.db, file.id);
  return {
    kind: 'source',
    source: {
      fileId: file.id,
      fileName: maskNumbersIn(file.fileName),
      mediaType,
      bytes,
      turned: 0,
      turn: 0,
      profile: fileProfile(context, folder, proposed.ok ? proposed.value : file),
    },
  };
}

function isAway({ code }: PhotoFileFault): boolean {
  return code === 'gone' || code === 'changed';
}

function isSameCard({ db }: LongContext, folder: PhotoFolderRow): Promise<boolean> {
  return holdsAnyOf(folder.path, filesAsListed(db, folder.id));
}

function otherCard({ label }: PhotoFolderRow): string {
  return `“${maskNumbersIn(label)}”里已经不是原来的照片，多半换了卡。插回原来那张再按“接着读”；要读现在这张，重新选文件夹`;
}

function knownSentence(before: NonNullable<ReturnType<typeof fileWithContent>>, folder: PhotoFolderRow): string {
  const name = maskNumbersIn(before.fileName);
  const where = before.folderId === folder.id ? ` ${name}` : `“${maskNumbersIn(before.label)}”里的 ${name}`;
  return `与${where} 一字不差，${before.state === 'attached' ? '那张已经附上' : '只看那一张就行'}`;
}

/** A list of thousands is not asked for again after each photo, only this often. */
const TELL_EVERY_MS = 2000;
let told = { folderId: '', at: 0 };

function tellProgress(context: LongContext, services: Services, folderId: string): void {
  const now = context.clock.monotonicMs();
  if (told.folderId !== folderId || Math.abs(now - told.at) > TELL_EVERY_MS) {
    told = { folderId, at: now };
    services.emit({ kind: 'changed', nouns: ['photoFile'] });
  }
  const { total, waiting } = folderSummary(context.db, folderId);
  services.emit({ kind: 'progress', job: folderId, done: total - waiting, total, phase: '读照片' });
}
