import { readFile, stat } from 'node:fs/promises';
import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { regionFile, type SignedNotice } from '#shared/wire/region-notice.ts';
import type { DeskDb } from '../../db/open.ts';
import { findNotice } from '../../db/store/inbox.ts';
import { noticeLine } from '../../db/store/inbox-line.ts';
import type { LongHandler } from '../../platform/act.ts';
import { provenNotice } from './proven-notice.ts';

const largestFile = 20_000_000;
const wrongFile =
  '这不是自治区下发的文件。选扩展名为 .kaoji-region.json 的文件，它和设置文件一样来自自治区教育考试院。';

/** Opens the region's file and proves each notice in it; nothing is written. Null = the person cancelled. */
export const readRegionFile: LongHandler<'region.readFile'> = async (_input, { db }, services) => {
  const path = await services.files.open('选择自治区下发的文件', ['kaoji-region.json', 'json']);
  if (path === null) return ok(null);
  const notices = await signedNotices(path);
  return notices.ok ? ok(sorted(db, notices.value)) : notices;
};

function sorted(db: DeskDb, signed: readonly SignedNotice[]): NonNullable<Output<'region.readFile'>> {
  const notices: SignedNotice[] = [];
  const lines: NonNullable<Output<'region.readFile'>>['lines'] = [];
  const problems: string[] = [];
  for (const [at, one] of signed.entries()) {
    const proven = provenNotice(db, one);
    if (!proven.ok) {
      problems.push(`第 ${at + 1} 条：${proven.fault.reason}`);
      continue;
    }
    const known = findNotice(db, proven.value.noticeId);
    notices.push({ ...one });
    lines.push(
      noticeLine(
        db,
        proven.value,
        known && { state: known.state as 'applied' | 'parked' | 'refused', reason: known.reason },
      ),
    );
  }
  return { notices, lines, problems };
}

async function signedNotices(path: string): Promise<Result<readonly SignedNotice[], Fault>> {
  try {
    if ((await stat(path)).size > largestFile) return failed(invalid('', wrongFile));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
    const file = regionFile.safeParse(JSON.parse(text));
    return file.success ? ok(file.data.notices) : failed(invalid('', wrongFile));
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return failed(invalid('', wrongFile));
    return failed(invalid('', '打不开这个文件。确认 U 盘还插着、文件没有被别的程序占用，再选一次。'));
  }
}
