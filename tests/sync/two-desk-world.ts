import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { makeDesk, reopen, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { decideCases, pupilData } from './release-pupils.ts';
import type { Taken } from './two-desk-revoked.ts';

/** One desk of the model, and what the test itself knows of it. */
export type Seat = {
  desk: TestDesk;
  /** reviewed pupils in the order in which they are released; the first `released` of them were */
  readonly pupils: readonly string[];
  released: number;
  /** an older copy of the file, and how many were released in it */
  backup: { readonly folder: string; readonly released: number } | null;
  /** released after the copy that was put back: such a one is gone, unless the region has it */
  readonly mayBeLost: Set<string>;
  /** messages that had their receipt here at some time */
  readonly receipted: Set<string>;
  /** changes that had their receipt here at some time */
  readonly receiptedChanges: Set<string>;
  /** pupils the region said it accepts */
  readonly accepted: Set<string>;
  /** parcels for the region that were ever written, wherever they lie */
  readonly parcels: Buffer[];
  /** the next mobile number that nobody ever had: `of` begins those of this desk */
  readonly nthMobile: { readonly of: string; next: number };
  /** what the region had taken of the desk when it was revoked; null = it is enrolled */
  takenWhenRevoked: Taken | null;
};

export type World = {
  readonly folder: string;
  receiver: TestReceiver;
  /** the end of the run: its database may be read from here on */
  stopReceiver(): Promise<void>;
  readonly seats: readonly [Seat, Seat];
  close(): Promise<void>;
};

/** Two enrolled desks with reviewed pupils and their receiver, closed: to be copied for every run. */
export type Template = { readonly folder: string; readonly pupils: readonly string[][]; remove(): void };

const perDesk = 10;

export async function makeTemplate(): Promise<Template> {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-two-desks-'));
  const receiver = await makeReceiver({ folder: fresh(folder, 'receiver'), enrolledOnly: true });
  const pupils: string[][] = [];
  for (const at of [0, 1]) {
    const desk = await makeDesk({ folder: fresh(folder, `desk${at}`), deskName: `${at + 1}号台` });
    await enrol(receiver, desk);
    pupils.push(await reviewedPupils(desk, at * perDesk));
    desk.desk.close();
  }
  await receiver.stop();
  return { folder, pupils, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function openWorld(template: Template): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-world-'));
  cpSync(template.folder, folder, { recursive: true });
  const receiver = await makeReceiver({ folder: join(folder, 'receiver'), enrolledOnly: true });
  const seats: Seat[] = [];
  for (const [at, pupils] of template.pupils.entries()) {
    const desk = await makeDesk({ folder: join(folder, `desk${at}`) });
    await desk.as('reviewer1');
    seats.push({
      desk,
      pupils,
      released: 0,
      backup: null,
      mayBeLost: new Set(),
      receipted: new Set(),
      receiptedChanges: new Set(),
      accepted: new Set(),
      parcels: [],
      nthMobile: { of: `39${at}`, next: 1 },
      takenWhenRevoked: null,
    });
  }
  let isStopped = false;
  const world: World = {
    folder,
    receiver,
    async stopReceiver() {
      if (!isStopped) await world.receiver.stop();
      isStopped = true;
    },
    seats: seats as [Seat, Seat],
    async close() {
      for (const { desk } of seats) desk.desk.close();
      await world.stopReceiver();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

/** The process ended and was started again. */
export async function restartDesk(seat: Seat): Promise<void> {
  seat.desk = await reopen(seat.desk);
  await seat.desk.as('reviewer1');
}

/** Keeps the closed file as a backup does. */
export async function backUp(world: World, seat: Seat): Promise<void> {
  seat.desk.desk.close();
  const folder = join(world.folder, `backup${world.seats.indexOf(seat)}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(seat.desk.folder, 'desk'), folder, { recursive: true });
  seat.backup = { folder, released: seat.released };
  await restartDesk(seat);
}

/** Puts the file back from the older copy; the marker beside it is of today. */
export async function putBack(seat: Seat): Promise<void> {
  if (!seat.backup) return;
  seat.desk.desk.close();
  const place = join(seat.desk.folder, 'desk');
  rmSync(place, { recursive: true });
  cpSync(seat.backup.folder, place, { recursive: true });
  for (const pupil of seat.pupils.slice(seat.backup.released, seat.released)) seat.mayBeLost.add(pupil);
  await restartDesk(seat);
}

export async function release(seat: Seat, many: number): Promise<void> {
  const next = seat.pupils.slice(seat.released, seat.released + many);
  const { failed } = value(await seat.desk.call('release.perform', { items: versions(seat.desk, next) }));
  if (failed.length > 0) throw new Error(JSON.stringify(failed));
  seat.released += next.length;
}

function fresh(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  return folder;
}

async function reviewedPupils(desk: TestDesk, first: number): Promise<string[]> {
  const clerk = await desk.as('clerk1');
  const ids: string[] = [];
  for (let at = first; at < first + perDesk; at += 1) {
    const data = pupilData(at);
    const input = { ...data, resume: [...data.resume], family: [...data.family] };
    const entry = { candidacyId: null, version: null, data: input, pupilPresent: true } as const;
    ids.push(value(await clerk.call('preRegistration.enter', entry)).candidacyId);
  }
  const teacher = await desk.as('teacher1');
  value(await teacher.call('preRegistration.approve', { items: versions(desk, ids) }));
  const { call } = await desk.as('clerk2');
  for (const [at, candidacyId] of ids.entries()) {
    const lastFour = pupilData(first + at).documentNumber.slice(-4);
    value(await call('desk.saveDraft', { candidacyId, reading: { lastFour }, documentState: 'shown' }));
    const photo = makeJpeg(first + at);
    const shot = { candidacyId, original: photo, derived: photo, source: 'live', device: 'HD Webcam' } as const;
    const taken = value(await call('desk.storeShot', { ...shot, crop: {}, measurements: {}, perceptualHash: null }));
    const [{ version } = { version: 0 }] = versions(desk, [candidacyId]);
    const confirmed = { candidacyId, version, captureId: taken.captureId, pupilConfirmed: true } as const;
    value(await call('desk.complete', { ...confirmed, warnReason: '已当面核对' }));
  }
  const reviewer = await desk.as('reviewer1');
  const { failed } = value(await reviewer.call('review.approve', { items: versions(desk, ids) }));
  if (failed.length > 0) throw new Error(JSON.stringify(failed));
  // nothing is released while a possible double is open
  await decideCases(desk);
  return ids;
}

function versions(desk: TestDesk, ids: readonly string[]) {
  const find = desk.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck();
  return ids.map((candidacyId) => ({ candidacyId, version: Number(find.get(candidacyId)) }));
}
