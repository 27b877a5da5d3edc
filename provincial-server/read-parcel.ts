import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { type AnswerLine, type ParcelHeader, parcelLimits, type SignedLine } from '#shared/wire/parcel.ts';
import { regionFile, type SignedNotice } from '#shared/wire/region-notice.ts';
import { parcelFaultSentence } from '../parcel/fault.ts';
import { fileSource } from '../parcel/source.ts';
import type { Receiver } from './accept-record.ts';
import { findLost, photoOf } from './answer-lost.ts';
import { openBlobStore } from './blob-store.ts';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed, type ServerDb } from './database.ts';
import { enrolDesk } from './desk-acts.ts';
import { type Sender, termStanding } from './desk-door.ts';
import { defaultEditions, loadEditions } from './editions.ts';
import { fingerprintOf, plainFingerprint } from './enrolled-key.ts';
import { createJudge } from './judge.ts';
import { migrate } from './migrate.ts';
import { loadRegionKey } from './region-key.ts';
import { noteIncarnation } from './store/desk-incarnation.ts';
import { findEnrolledDesk } from './store/enrolled-desk.ts';
import { newestNotices } from './store/notice.ts';
import { type TakenParcel, takeParcel } from './take-parcel.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * Takes in a desk's parcel from a stick and writes the answer beside it. The receiver must be stopped. A desk that was
 * never seen is refused with its key's fingerprint; people compare it with the desk's screen and give it by `--enrol`.
 */
const usage = `用法：node provincial-server/read-parcel.ts --region-key <私钥文件> --data <文件夹> --in <包.kaoji-parcel> --answer <回执.kaoji-parcel>
  [--setup <安装文件>] [--enrol <登记台钥匙指纹>] [--notices <文件.kaoji-region.json>]；设 DATABASE_URL 则用 PostgreSQL`;

try {
  const { values } = parseArgs({
    options: {
      'region-key': { type: 'string' },
      data: { type: 'string' },
      in: { type: 'string' },
      answer: { type: 'string' },
      setup: { type: 'string' },
      enrol: { type: 'string' },
      notices: { type: 'string' },
    },
  });
  const { data, in: file, answer } = values;
  if (!values['region-key'] || !data || !file || !answer) throw new Error(usage);
  const key = await loadRegionKey(values['region-key']);
  const editions = values.setup ? await loadEditions(values.setup, key.publicKey) : defaultEditions;
  const notices = values.notices ? await noticeLines(values.notices) : [];
  await mkdir(data, { recursive: true, mode: 0o700 });
  const unlock = await lockDataFolder(data);
  // a copy of our own: nobody changes it between proving and reading; it is as sealed as the stick's
  const copy = path.join(data, `incoming-${randomUUID()}.kaoji-parcel`);
  const databaseUrl = process.env['DATABASE_URL'];
  const db = databaseUrl ? await openServed(databaseUrl) : await openEmbedded(data);
  try {
    const now = () => new Date().toISOString();
    await migrate(db, now());
    await copyFile(file, copy, constants.COPYFILE_EXCL);
    const handle = await open(copy, 'r');
    try {
      const receiver = { db, blobs: await openBlobStore(data), key, judge: createJudge(editions), now, newId: v7 };
      const source = await fileSource(handle);
      const taken = await takeParcel(receiver, source, async (header) => {
        const known = await knownDesk(db, header.deviceId, now());
        if (known || !values.enrol || plainFingerprint(values.enrol) !== plainFingerprint(fingerprintOf(header.signer)))
          return known;
        // the parcel is proven with this key by now; only what is inside may still be wrong
        const { deviceId, officeId, signer: publicKey } = header;
        const facts = { deviceId, officeId, deskName: '（随数据包登记）', publicKey };
        await db.transaction((c) => enrolDesk(c, key, facts, { by: '数据包', validDays: 400, act: 'enrol' }, now()));
        return knownDesk(db, deviceId, now());
      });
      if ('fault' in taken) throw new Error(await refusal(taken, db));
      const { header } = taken;
      const lost = await lostBy(receiver, taken, await knownDesk(db, header.deviceId, now()));
      // an older program does not know the word
      const held = taken.holds === null ? [] : taken.undecided.map(undecidedLine);
      const room = parcelLimits.records - taken.answers.length - notices.length - lost.length - held.length;
      const kept = await newestNotices(db, header.officeId, Math.max(0, room));
      const given = new Set(notices.map((notice) => notice.body));
      const stored = kept.filter((notice) => !given.has(notice.body)).map(noticeLine);
      const lines = [...taken.answers, ...held, ...lost, ...stored, ...notices];
      await writeAnswer(answer, key, taken, lines, (message) => photoOf(receiver.blobs, message));
      const problems =
        taken.problems.length > 0
          ? `，${taken.problems.length} 份没有收（${[...new Set(taken.problems)].join('、')}）`
          : '';
      process.stdout.write(
        `收下 ${taken.answers.length} 份，其中以前收过 ${taken.repeated} 份${problems}${heldInWords(taken)}${lostInWords(lost)}；带上通知 ${stored.length + notices.length} 条。回执包写好并读回核对过：${answer}\n`,
      );
    } finally {
      await handle.close();
    }
  } finally {
    await rm(copy, { force: true });
    await db.close();
    await unlock();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function knownDesk(
  db: ServerDb,
  deviceId: string,
  now: string,
): Promise<Extract<Sender, { kind: 'desk' }> | null> {
  const desk = await findEnrolledDesk(db, deviceId);
  return desk && { kind: 'desk', desk, standing: termStanding(desk, now) };
}

/** What the desk's file has lost, for an enrolled desk that says what it holds; it becomes one of the openings in the list. */
async function lostBy(
  receiver: Receiver,
  { header, answers, holds }: Extract<TakenParcel, { sha256: string }>,
  sender: Extract<Sender, { kind: 'desk' }> | null,
): Promise<readonly AnswerLine[]> {
  if (holds === null || sender?.standing !== 'enrolled') return [];
  const { deviceId, incarnation } = header;
  await noteIncarnation(receiver.db, { deviceId, incarnation, startsAfter: holds.startsAfter }, receiver.now());
  const room = Math.floor((parcelLimits.records - answers.length) / 2);
  const { messages, left } = await findLost(receiver, deviceId, holds.ids, room);
  return [...messages.map((message): AnswerLine => ({ kind: 'regained', message })), { kind: 'regainedEnd', left }];
}

function undecidedLine(messageId: string): AnswerLine {
  return { kind: 'undecided', messageId };
}

function heldInWords({ header, undecided }: Extract<TakenParcel, { sha256: string }>): string {
  if (undecided.length === 0) return '';
  const { deviceId } = header;
  return `；这台登记台停用或过期了，${undecided.length} 份留着等人决定：desks.ts --accept ${deviceId} 或 --refuse ${deviceId}，然后把这个包再读一次，回执就跟着回去`;
}

function lostInWords(lost: readonly AnswerLine[]): string {
  const end = lost.at(-1);
  const back = lost.length - 1;
  if (end?.kind !== 'regainedEnd' || back + end.left === 0) return '';
  const rest = end.left > 0 ? `，还有 ${end.left} 份下一个包带回` : '';
  return `；登记台的数据里没有、这里收着的 ${back} 份跟着带回${rest}`;
}

async function refusal(
  { fault, header }: { readonly fault: keyof typeof parcelFaultSentence; readonly header: ParcelHeader | null },
  db: ServerDb,
): Promise<string> {
  if (fault !== 'unknownSigner' || !header) return parcelFaultSentence[fault];
  const known = await findEnrolledDesk(db, header.deviceId);
  if (known) return `${parcelFaultSentence.unknownSigner}这台登记台以前用的是另一把钥匙，交给人决定，不要直接收。`;
  return `${parcelFaultSentence.unknownSigner}这台登记台是第一次来，钥匙指纹 ${fingerprintOf(header.signer)}。和登记台屏幕上的对过、一致，再加 --enrol "指纹" 读一次。`;
}

async function noticeLines(file: string): Promise<SignedLine[]> {
  const parsed = regionFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} 不是通知文件。用 issue.ts 写好再给。`);
  return parsed.data.notices.map(noticeLine);
}

function noticeLine(notice: SignedNotice): SignedLine {
  return { kind: 'notice', ...notice };
}
