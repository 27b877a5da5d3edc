import type { Fault } from '#shared/contract/faults.ts';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { DeskDb } from '../../db/open.ts';
import { type PhotoFileRow, reachFile } from '../../db/store/photo-file.ts';

const words: Readonly<Record<string, string>> = {
  waiting: '还没有读到。等读完再办',
  refused: '不能用，原因写在这一行',
  known: '的内容已经在别处，看那一张',
  staged: '已经读好，刚有变动。看过再办',
  rejected: '已经定为不用。要用，先撤回',
  attached: '已经附上，不能再改。要换，到登记台重拍',
};

/** Why nothing can be done with a file any more, or not yet. */
export function settled({ fileName, state }: Pick<PhotoFileRow, 'fileName' | 'state'>): Fault {
  return { kind: 'stale', message: `${maskNumbersIn(fileName)} ${words[state] ?? ''}` };
}

/** A file that is read, usable, and not attached. */
export function stagedFile(db: DeskDb, fileId: string): Result<PhotoFileRow, Fault> {
  const reached = reachFile(db, fileId);
  if (!reached.ok) return reached;
  return reached.value.state === 'staged' ? reached : failed(settled(reached.value));
}

/** A file that is being read or turned: whatever the screen's worker made of it is still wanted. */
export function fileInWork(db: DeskDb, fileId: string): Result<PhotoFileRow, Fault> {
  const reached = reachFile(db, fileId);
  if (!reached.ok) return reached;
  const file = reached.value;
  const isRead = file.contentSha256 !== null && (file.state === 'waiting' || file.state === 'staged');
  return isRead ? ok(file) : failed(settled(file));
}
