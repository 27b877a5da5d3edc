import { v7 } from 'uuid';
import type { DeskDb } from '../src-main/db/open.ts';
import type { TestDesk } from '../tests/make-desk.ts';
import { approvedPupils, completeOne, type WorkTimes } from './desk-work.ts';
import { filledDesk } from './fill-process.ts';
import { type Timing, timedOwn } from './load-meter.ts';
import { interleaved } from './measure.ts';
import { ownMemory } from './memory.ts';
import { type PhotoPair, photoSource } from './photos.ts';
import type { Benchmark, Goal, Line } from './report.ts';
import { collectWritten, type Written } from './written-bytes.ts';

const goal: Goal = { at: 'p95', ms: 50 };

type RawTimes = WorkTimes & { readonly whole: Timing };
type Way = keyof Timing;

/** One completed candidacy through dispatch, against raw inserts of the bytes it wrote, on the same connection. */
export const saveCompletion: Benchmark = {
  name: 'save-completion',
  async run({ quick, rounds: asked, folder }) {
    const others = quick ? 2000 : 30_000;
    const desk = await filledDesk(folder, 'save', others);
    const [usualRounds, perRound, warmUps] = quick ? [4, 8, 4] : [8, 25, 10];
    const rounds = asked ?? usualRounds;
    const pupils = await approvedPupils(desk, warmUps + rounds * perRound);
    const photos = photoSource();
    const written = await writtenByWarmUp(desk, pupils.slice(0, warmUps), photos);
    const ours: WorkTimes[][] = [];
    const raw: RawTimes[][] = [];
    const insert = rawInsert(desk.db());
    growLog(desk.db(), insert);
    await interleaved(
      rounds,
      async (round) => {
        const from = warmUps + round * perRound;
        rewindLog(desk.db());
        const times: WorkTimes[] = [];
        for (const [at, id] of pupils.slice(from, from + perRound).entries())
          times.push(await completeOne(desk, id, photos(from + at)));
        ours[round] = times;
        return [];
      },
      async (round) => {
        rewindLog(desk.db());
        const times: RawTimes[] = [];
        for (let at = 0; at < perRound; at++)
          times.push(await insertOne(insert, written[at % written.length] as Written));
        raw[round] = times;
        return [];
      },
    );
    const memory = [ownMemory('本进程')];
    const bytes = written[0] as Written;
    desk.close();
    const sum = (way: Way) => (times: WorkTimes) => times.draft[way] + times.shot[way] + times.complete[way];
    const only = (step: keyof WorkTimes, way: Way) => (times: WorkTimes) => times[step][way];
    const line = (label: string, of: (times: WorkTimes) => number, rawOf: (times: RawTimes) => number): Line => ({
      label,
      rounds: ours.map((round, at) => ({ ours: round.map(of), baseline: (raw[at] ?? []).map(rawOf) })),
      goal,
    });
    return {
      title: '保存一名完成登记的学生',
      baseline: '同一加密文件、同一连接上，一条 INSERT 写同样的字节，每次一个事务（FULL）',
      lines: [
        line('desk.complete', only('complete', 'wall'), only('complete', 'wall')),
        line('desk.complete，不计排队', only('complete', 'own'), only('complete', 'own')),
        line('desk.saveDraft，不计排队', only('draft', 'own'), only('draft', 'own')),
        line('desk.storeShot（含照片），不计排队', only('shot', 'own'), only('shot', 'own')),
        line('三步合计，基线三个事务，不计排队', sum('own'), sum('own')),
        line('三步合计，基线一个事务', sum('wall'), (times) => times.whole.wall),
        line('三步合计，基线一个事务，不计排队', sum('own'), (times) => times.whole.own),
      ],
      memory,
      notes: [
        `一名学生写下：草稿 ${bytes.draft.length} 字节，拍照 ${bytes.shot.length} 字节（其中照片 ${photoBytes(photos)} 字节），完成 ${bytes.complete.length} 字节（考籍、拍照、号码、事件、审计、判定；放行前没有发件）。`,
        `库里另有 ${others} 人；每班约 ${Math.ceil(pupils.length / 10)} 人。索引条目不算在字节里。`,
      ],
    };
  },
};

async function writtenByWarmUp(
  desk: TestDesk,
  pupils: readonly string[],
  photos: (number: number) => PhotoPair,
): Promise<Written[]> {
  const written: Written[] = [];
  for (const [at, id] of pupils.entries()) {
    const collector = collectWritten(desk.db(), id);
    await completeOne(desk, id, photos(at), { after: collector.after });
    written.push(collector.collected());
  }
  return written;
}

type Insert = (bodies: readonly Buffer[]) => void;

function rawInsert(db: DeskDb): Insert {
  db.client.exec('CREATE TABLE bench_raw (id TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT');
  const insert = db.client.prepare('INSERT INTO bench_raw (id, body) VALUES (?, ?)');
  const [begin, commit] = [db.client.prepare('BEGIN IMMEDIATE'), db.client.prepare('COMMIT')];
  return (bodies) => {
    begin.run();
    for (const body of bodies) insert.run(v7(), body);
    commit.run();
  };
}

async function insertOne(insert: Insert, { draft, shot, complete }: Written): Promise<RawTimes> {
  return {
    draft: await timedOwn(() => insert([draft])),
    shot: await timedOwn(() => insert([shot])),
    complete: await timedOwn(() => insert([complete])),
    whole: await timedOwn(() => insert([draft, shot, complete])),
  };
}

/** Each block starts at the head of the log, so that it pays for its own checkpoints only. */
function rewindLog(db: DeskDb): void {
  db.client.pragma('wal_checkpoint(RESTART)');
}

/** A log that still grows makes each commit wait longer; after the first hour of a day none does. */
function growLog(db: DeskDb, insert: Insert): void {
  for (let i = 0; i < 8; i++) insert([Buffer.alloc(1_000_000, i)]);
  rewindLog(db);
}

function photoBytes(photos: (number: number) => PhotoPair): number {
  const { original, derived } = photos(0);
  return original.byteLength + derived.byteLength;
}
