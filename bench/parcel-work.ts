import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { ageKeyFrom } from '../parcel/age-key.ts';
import { openParcel, proveParcel } from '../parcel/open.ts';
import { decodePieces, encodePiece } from '../parcel/pieces.ts';
import { sealParcel } from '../parcel/seal.ts';
import { fileSource } from '../parcel/source.ts';
import { makeKeyPair, signWith } from '../src-main/security/signature.ts';
import type { ParcelWork } from './parcel.ts';

// The process that bench/parcel.ts measures: it holds what seals and opens a parcel, bundled as the product is, and nothing else.

const recordBytes = 47_400;
const desk = makeKeyPair();
const region = ageKeyFrom(randomBytes(32), 'region');
const office = ageKeyFrom(randomBytes(32), 'office');

const [count, rounds, folder] = [Number(process.argv[2]), Number(process.argv[3]), String(process.argv[4])];
const record = randomBytes(recordBytes);
const done: ParcelWork = { megabytes: (count * recordBytes) / 1e6, rounds: [], peakMb: null };
for (let round = 0; round < rounds; round += 1) {
  const file = join(folder, `parcel-${round}`);
  done.rounds.push({
    sealed: await timed(() => writeFile(file, parcelOf(count))),
    written: await timed(() => writeFile(`${file}-plain`, plainOf(count))),
    opened: await timed(() => readAll(file, count)),
    hashed: await timed(() => hashAll(file)),
  });
}
// the most that was ever resident, by the system's own book; null where it keeps none
const peak = /^VmHWM:\s+(\d+) kB/mu.exec(readFileSync('/proc/self/status', { encoding: 'utf8' }))?.[1];
process.stdout.write(JSON.stringify({ ...done, peakMb: peak === undefined ? null : Number(peak) / 1024 }));

async function* parcelOf(total: number): AsyncGenerator<Uint8Array> {
  const header = {
    kind: 'toRegion' as const,
    parcelId: v7(),
    deviceId: v7(),
    officeId: v7(),
    incarnation: v7(),
    deskSeqFrom: 1,
    deskSeqUntil: total,
    previousSha256: null,
    count: total,
    recipient: region.recipient,
    replyTo: office.recipient,
    signer: desk.publicKey,
  };
  yield* sealParcel({ header, sign: (text) => signWith(desk.privateKey, text), content: plainOf(total) }, () => {});
}

async function* plainOf(total: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < total; at += 1) yield encodePiece(record);
}

async function writeFile(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for await (const piece of pieces) {
      await handle.writeFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readAll(file: string, total: number): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const source = await fileSource(handle);
    const proven = await proveParcel(source, () => null);
    if (!proven.ok) throw new Error(proven.fault);
    let found = 0;
    for await (const piece of decodePieces(openParcel(source, proven.value, [region.identity]))) {
      if (piece?.length !== recordBytes) throw new Error('a record is not whole');
      found += 1;
    }
    if (found !== total) throw new Error(`${found} of ${total} records`);
  } finally {
    await handle.close();
  }
}

async function hashAll(file: string): Promise<void> {
  const handle = await open(file, 'r');
  const hash = createHash('sha256');
  try {
    const source = await fileSource(handle);
    for await (const piece of source.passing(0, source.size)) hash.update(piece);
  } finally {
    await handle.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
