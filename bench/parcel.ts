import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { ageKeyFrom } from '../parcel/age-key.ts';
import { openParcel, proveParcel } from '../parcel/open.ts';
import { decodePieces, encodePiece } from '../parcel/pieces.ts';
import { sealParcel } from '../parcel/seal.ts';
import { fileSource } from '../parcel/source.ts';
import { makeKeyPair, signWith } from '../src-main/security/signature.ts';
import type { Round } from './measure.ts';
import type { Benchmark, Line } from './report.ts';

const recordBytes = 47_400;
const desk = makeKeyPair();
const region = ageKeyFrom(randomBytes(32), 'region');
const office = ageKeyFrom(randomBytes(32), 'office');

/** Seals and opens a parcel of 2,000 records of the usual size on the disk; beside it, the same bytes written and hashed. */
export const parcelBench: Benchmark = {
  name: 'parcel',
  async run({ quick, rounds, folder }) {
    const count = quick ? 300 : 2000;
    const megabytes = (count * recordBytes) / 1e6;
    const record = randomBytes(recordBytes);
    const sealing: Round[] = [];
    const opening: Round[] = [];
    let mostRss = 0;
    const noteRss = () => {
      mostRss = Math.max(mostRss, process.memoryUsage().rss / 1e6);
    };
    for (let round = 0; round < (rounds ?? 3); round += 1) {
      const file = join(folder, `parcel-${round}`);
      const sealed = await timed(() => writeFile(file, parcelOf(count, record), noteRss));
      const plain = await timed(() => writeFile(`${file}-plain`, plainOf(count, record), noteRss));
      sealing.push({ ours: [sealed], baseline: [plain] });
      const opened = await timed(() => readAll(file, count, noteRss));
      const hashed = await timed(() => hashAll(file));
      opening.push({ ours: [opened], baseline: [hashed] });
    }
    const lines: Line[] = [
      { label: `封 ${count} 份并落盘`, rounds: sealing, goal: { at: 'p50', ms: Math.round((megabytes / 30) * 1000) } },
      { label: `验、开 ${count} 份`, rounds: opening, goal: { at: 'p50', ms: Math.round((megabytes / 30) * 1000) } },
    ];
    const speed = (of: readonly Round[]) => Math.round(megabytes / (median(of.map(({ ours }) => ours[0] ?? 0)) / 1000));
    return {
      title: 'U 盘数据包',
      baseline: '封：同样多的字节明文写盘、落盘；开：只算一遍哈希',
      lines,
      memory: [{ label: '本进程最多', rssMb: Math.round(mostRss), pssMb: null, ussMb: null }],
      notes: [`${megabytes.toFixed(0)} MB：封 ${speed(sealing)} MB/s，开 ${speed(opening)} MB/s（目标 30）。`],
    };
  },
};

async function* parcelOf(count: number, record: Uint8Array): AsyncGenerator<Uint8Array> {
  const header = {
    kind: 'toRegion' as const,
    parcelId: v7(),
    deviceId: v7(),
    officeId: v7(),
    incarnation: v7(),
    deskSeqFrom: 1,
    deskSeqUntil: count,
    previousSha256: null,
    count,
    recipient: region.recipient,
    replyTo: office.recipient,
    signer: desk.publicKey,
  };
  yield* sealParcel(
    { header, sign: (text) => signWith(desk.privateKey, text), content: plainOf(count, record) },
    () => {},
  );
}

async function* plainOf(count: number, record: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < count; at += 1) yield encodePiece(record);
}

async function writeFile(file: string, pieces: AsyncIterable<Uint8Array>, noteRss: () => void): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for await (const piece of pieces) {
      await handle.writeFile(piece);
      noteRss();
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readAll(file: string, count: number, noteRss: () => void): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const source = await fileSource(handle);
    const proven = await proveParcel(source, () => null);
    if (!proven.ok) throw new Error(proven.fault);
    let found = 0;
    for await (const piece of decodePieces(openParcel(source, proven.value, [region.identity]))) {
      if (piece?.length !== recordBytes) throw new Error('a record is not whole');
      found += 1;
      noteRss();
    }
    if (found !== count) throw new Error(`${found} of ${count} records`);
  } finally {
    await handle.close();
  }
}

async function hashAll(file: string): Promise<void> {
  const handle = await open(file, 'r');
  const hash = createHash('sha256');
  try {
    const source = await fileSource(handle);
    for await (const piece of source.slice(0, source.size)) hash.update(piece);
  } finally {
    await handle.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
