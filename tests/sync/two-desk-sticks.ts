import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARCEL_MEDIA_TYPE } from '#shared/wire/parcel.ts';
import { value } from '../make-desk.ts';
import type { Seat, World } from './two-desk-world.ts';

/** What becomes of a stick on its way. */
const stickWays = ['there and back', 'answer read twice', 'answer lost', 'never arrives'] as const;

/** What waits here goes by stick, in a file or two, and the answer comes back. False = there was nothing to write. */
export async function carryStick(world: World, seat: Seat, nth: number): Promise<boolean> {
  const way = stickWays[nth % stickWays.length];
  const { desk } = seat;
  desk.files.save = join(world.folder, `out${world.seats.indexOf(seat)}.kaoji-parcel`);
  const written = await desk.call('parcel.write', {});
  if (!written.ok || written.value === null) return false;
  const { fileName, changes } = written.value;
  const names = [fileName, ...(changes && changes.fileName !== fileName ? [changes.fileName] : [])];
  const files = names.map((name) => join(world.folder, name));
  const parcels = files.map((file) => readFileSync(file));
  for (const file of files) rmSync(file);
  seat.parcels.push(...parcels);
  if (way === 'never arrives') return true;
  for (const parcel of parcels) {
    const answers = await readAtRegion(world, parcel);
    if (way !== 'answer lost') await readAnswers(world, seat, answers);
    if (way === 'answer read twice') await readAnswers(world, seat, answers);
  }
  return true;
}

/** A stick that lay in a drawer, maybe from before the file was put back, is read once more. */
export async function carryOldStick(world: World, seat: Seat, nth: number): Promise<boolean> {
  const parcel = seat.parcels[nth % Math.max(1, seat.parcels.length)];
  if (!parcel) return false;
  await readAnswers(world, seat, await readAtRegion(world, parcel));
  return true;
}

/** Every answer to one parcel. */
async function readAtRegion(world: World, parcel: Buffer): Promise<readonly Buffer[]> {
  const answers: Buffer[] = [];
  for (let part = 1; ; part += 1) {
    const answer = await fetch(`${world.receiver.url}/v2/bundles?part=${part}`, {
      method: 'POST',
      headers: { 'content-type': PARCEL_MEDIA_TYPE, authorization: staffWord(world) },
      body: new Uint8Array(parcel),
    });
    if (answer.status !== 200) throw new Error(await answer.text());
    answers.push(Buffer.from(await answer.arrayBuffer()));
    if (answer.headers.get('kaoji-next-part') === null) return answers;
  }
}

async function readAnswers(world: World, { desk }: Seat, answers: readonly Buffer[]): Promise<void> {
  for (const answer of answers) {
    desk.files.open = join(world.folder, 'answer.kaoji-parcel');
    writeFileSync(desk.files.open, answer);
    value(await desk.call('parcel.readAnswer', {}));
  }
}

/** What the region's staff carry in a request. */
export function staffWord({ folder }: World): string {
  return `Bearer ${readFileSync(join(folder, 'receiver', 'admin-token'), 'utf8')}`;
}
