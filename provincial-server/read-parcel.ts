import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { readBatchStanding } from '#shared/wire/batch-standing.ts';
import type { AnswerLine, ParcelHeader, SignedLine } from '#shared/wire/parcel.ts';
import { regionFile } from '#shared/wire/region-notice.ts';
import { parcelFaultSentence } from '../parcel/fault.ts';
import { fileSource } from '../parcel/source.ts';
import type { Receiver } from './accept-record.ts';
import { type Answer, answerLines, newestOpeningFirst, type WholeParcel } from './answer-lines.ts';
import { photoOf } from './answer-lost.ts';
import { noticeLine } from './answer-notices.ts';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed, type ServerDb } from './database.ts';
import { enrolDesk } from './desk-acts.ts';
import { knownSender } from './desk-door.ts';
import { defaultEditions, loadEditions } from './editions.ts';
import { fingerprintOf, plainFingerprint } from './enrolled-key.ts';
import { openIssuedBook } from './issued-book.ts';
import { createJudge } from './judge.ts';
import { migrate } from './migrate.ts';
import { loadRegionKey } from './region-key.ts';
import { findEnrolledDesk } from './store/enrolled-desk.ts';
import type { ToldChange } from './store/told-change.ts';
import { openStoreForCommand } from './store-for-command.ts';
import { type TakenParcel, takeParcel } from './take-parcel.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * Takes in the parcels of a desk (records, and changes in a file of their own) from a stick and writes one answer. The receiver must be stopped. A desk that was
 * never seen is refused with its key's fingerprint; people compare it with the desk's screen and give it by `--enrol`.
 */
const usage = `用法：node provincial-server/read-parcel.ts --region-key <私钥文件> --data <文件夹> --in <包.kaoji-parcel> [--in <变动包.kaoji-parcel>] --answer <回执.kaoji-parcel>
  [--setup <安装文件>] [--enrol <登记台钥匙指纹>] [--notices <文件.kaoji-region.json>]；设 DATABASE_URL 则用 PostgreSQL`;

try {
  const { values } = parseArgs({
    options: {
      'region-key': { type: 'string' },
      data: { type: 'string' },
      in: { type: 'string', multiple: true },
      answer: { type: 'string' },
      setup: { type: 'string' },
      enrol: { type: 'string' },
      notices: { type: 'string' },
    },
  });
  const { data, in: files = [], answer } = values;
  if (!values['region-key'] || !data || files.length === 0 || !answer) throw new Error(usage);
  const key = await loadRegionKey(values['region-key']);
  const editions = values.setup ? await loadEditions(values.setup, key.publicKey) : defaultEditions;
  const notices = values.notices ? await noticeLines(values.notices) : [];
  await mkdir(data, { recursive: true, mode: 0o700 });
  const unlock = await lockDataFolder(data);
  const databaseUrl = process.env['DATABASE_URL'];
  const db = databaseUrl ? await openServed(databaseUrl) : await openEmbedded(data);
  try {
    const now = () => new Date().toISOString();
    await migrate(db, now());
    const receiver = {
      db,
      blobs: await openStoreForCommand(data, db, now),
      key,
      judge: createJudge(editions, await openIssuedBook(db)),
      now,
      newId: v7,
    };
    const parcels: WholeParcel[] = [];
    for (const file of files) {
      const taken = await takeFile(receiver, file, data, values.enrol ?? null);
      if ('fault' in taken) throw new Error(await refusal(taken, db));
      const first = parcels[0]?.header;
      if (first && first.deviceId !== taken.header.deviceId)
        throw new Error(`${file} 是另一台登记台的包：一份回执只回给一台，分开读。`);
      parcels.push(taken);
    }
    const [some, ...others] = parcels;
    if (!some) throw new Error(usage);
    const whole = newestOpeningFirst([some, ...others]);
    const [first] = whole;
    const written: Answer[] = [];
    for await (const told of answerLines(receiver, whole, notices)) {
      await writeAnswer(partName(answer, written.length), key, first, told.lines, (one) =>
        photoOf(receiver.blobs, one),
      );
      written.push({ ...told, lines: [] });
    }
    process.stdout.write(saidOf(parcels, written, answer));
  } finally {
    await db.close();
    await unlock();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** Takes one file in, by a copy of our own: nobody changes it between proving and reading; it is as sealed as the stick's. */
async function takeFile(receiver: Receiver, file: string, data: string, enrol: string | null): Promise<TakenParcel> {
  const { db, key, now } = receiver;
  const copy = path.join(data, `incoming-${randomUUID()}.kaoji-parcel`);
  try {
    await copyFile(file, copy, constants.COPYFILE_EXCL);
    const handle = await open(copy, 'r');
    try {
      return await takeParcel(receiver, await fileSource(handle), async (header) => {
        const known = await knownSender(db, header.deviceId, now());
        if (known || !enrol || plainFingerprint(enrol) !== plainFingerprint(fingerprintOf(header.signer))) return known;
        // the parcel is proven with this key by now; only what is inside may still be wrong
        const { deviceId, officeId, signer: publicKey } = header;
        const facts = { deviceId, officeId, deskName: '（随数据包登记）', publicKey };
        await db.transaction((c) => enrolDesk(c, key, facts, { by: '数据包', validDays: 400, act: 'enrol' }, now()));
        return knownSender(db, deviceId, now());
      });
    } finally {
      await handle.close();
    }
  } finally {
    await rm(copy, { force: true });
  }
}

/** The name of a further answer beside the first: notices that did not fit there. */
function partName(answer: string, part: number): string {
  return part === 0 ? answer : `${answer.replace(/\.kaoji-parcel$/u, '')}-${part + 1}.kaoji-parcel`;
}

function saidOf(parcels: readonly WholeParcel[], written: readonly Answer[], answer: string): string {
  const told = written.flatMap((one) => one.changes);
  const lost = written.flatMap((one) => one.lost);
  const notices = written.reduce((sum, one) => sum + one.notices, 0);
  const names = written.map((_one, part) => partName(answer, part)).join('、');
  const parts = written.length > 1 ? `通知多，回执包写了 ${written.length} 个，都带回去读：` : '';
  const count = (of: (parcel: (typeof parcels)[number]) => number) => parcels.reduce((sum, one) => sum + of(one), 0);
  const codes = parcels.flatMap((one) => one.problems);
  const problems = codes.length > 0 ? `，${codes.length} 份没有收（${[...new Set(codes)].join('、')}）` : '';
  const waiting = told.filter((one) => !one.receipt).length;
  const changes =
    told.length > 0
      ? `；变动 ${told.length} 项${waiting > 0 ? `，其中 ${waiting} 项先留着，等前面的记录或人决定` : ''}`
      : '';
  const lines = parcels.flatMap((one) => one.answers);
  const received = lines.filter(({ kind }) => kind === 'receipt').length;
  const besides = `${batchesSaid(lines)}${changes}${heldInWords(parcels, told)}${lostInWords(lost)}`;
  return `收下 ${received} 份，其中以前收过 ${count((one) => one.repeated)} 份${problems}${besides}；带上通知 ${notices} 条。回执包写好并读回核对过：${parts}${names}\n`;
}

/** How many batches were shown and how many are complete; each once, though every file of a desk may name it. */
function batchesSaid(lines: readonly SignedLine[]): string {
  const complete = new Map<string, boolean>();
  for (const line of lines) {
    const said = line.kind === 'batch' ? readBatchStanding(line.body) : null;
    if (said) complete.set(said.batchId, said.complete || complete.get(said.batchId) === true);
  }
  const whole = [...complete.values()].filter(Boolean).length;
  return complete.size > 0 ? `；批次 ${complete.size} 个，收齐 ${whole} 个` : '';
}

function heldInWords(parcels: readonly WholeParcel[], told: readonly ToldChange[]): string {
  const records = parcels.flatMap((one) => one.undecided).length;
  const changes = told.filter(({ state }) => state === 'undecided').length;
  const deviceId = parcels[0]?.header.deviceId;
  if (records + changes === 0 || !deviceId) return '';
  const what = [...(records > 0 ? [`${records} 份`] : []), ...(changes > 0 ? [`变动 ${changes} 项`] : [])].join('、');
  return `；这台登记台停用或过期了，${what}留着等人决定：desks.ts --accept ${deviceId} 或 --refuse ${deviceId}，然后把这个包再读一次，回执就跟着回去`;
}

function lostInWords(lost: readonly AnswerLine[]): string {
  const count = (kind: AnswerLine['kind']) => lost.filter((line) => line.kind === kind).length;
  const left = (kind: AnswerLine['kind']) =>
    lost.reduce((sum, line) => sum + (line.kind === kind && 'left' in line ? line.left : 0), 0);
  const said = (back: number, later: number, unit: string) =>
    back + later === 0
      ? []
      : [`${unit.replace('#', String(back))}${later > 0 ? `（还有 ${later} 下一个包带回）` : ''}`];
  const parts = [
    ...said(count('regained'), left('regainedEnd'), '# 份'),
    ...said(count('regainedChange'), left('regainedChangesEnd'), '变动 # 项'),
  ];
  return parts.length === 0 ? '' : `；登记台的数据里没有、这里收着的 ${parts.join('、')}跟着带回`;
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
