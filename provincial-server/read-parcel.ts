import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { type AnswerLine, type ParcelHeader, parcelLimits } from '#shared/wire/parcel.ts';
import { regionFile, type SignedNotice } from '#shared/wire/region-notice.ts';
import { parcelFaultSentence } from '../parcel/fault.ts';
import { fileSource } from '../parcel/source.ts';
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
import { findEnrolledDesk } from './store/enrolled-desk.ts';
import { newestNotices } from './store/notice.ts';
import { takeParcel } from './take-parcel.ts';
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
      const room = parcelLimits.records - taken.answers.length - notices.length;
      const kept = await newestNotices(db, header.officeId, Math.max(0, room));
      const given = new Set(notices.map((notice) => notice.body));
      const stored = kept.filter((notice) => !given.has(notice.body)).map(noticeLine);
      await writeAnswer(answer, key, taken, [...taken.answers, ...stored, ...notices]);
      const problems =
        taken.problems.length > 0
          ? `，${taken.problems.length} 份没有收（${[...new Set(taken.problems)].join('、')}）`
          : '';
      const received = taken.answers.filter(({ kind }) => kind === 'receipt').length;
      const { shown, complete } = taken.batches;
      const batches = shown > 0 ? `；批次 ${shown} 个，收齐 ${complete} 个` : '';
      process.stdout.write(
        `收下 ${received} 份，其中以前收过 ${taken.repeated} 份${problems}${batches}；带上通知 ${stored.length + notices.length} 条。回执包写好并读回核对过：${answer}\n`,
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

async function refusal(
  { fault, header }: { readonly fault: keyof typeof parcelFaultSentence; readonly header: ParcelHeader | null },
  db: ServerDb,
): Promise<string> {
  if (fault !== 'unknownSigner' || !header) return parcelFaultSentence[fault];
  const known = await findEnrolledDesk(db, header.deviceId);
  if (known) return `${parcelFaultSentence.unknownSigner}这台登记台以前用的是另一把钥匙，交给人决定，不要直接收。`;
  return `${parcelFaultSentence.unknownSigner}这台登记台是第一次来，钥匙指纹 ${fingerprintOf(header.signer)}。和登记台屏幕上的对过、一致，再加 --enrol "指纹" 读一次。`;
}

async function noticeLines(file: string): Promise<AnswerLine[]> {
  const parsed = regionFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} 不是通知文件。用 issue.ts 写好再给。`);
  return parsed.data.notices.map(noticeLine);
}

function noticeLine(notice: SignedNotice): AnswerLine {
  return { kind: 'notice', ...notice };
}
