import { join } from 'node:path';
import { expect } from 'vitest';
import { openEmbedded } from '../../provincial-server/database.ts';
import type { Report } from '../../provincial-server/read-report.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { verifyReceipt } from '../../src-main/sync/apply-receipt.ts';
import { type LedgerLine, ledgerOfDesk, ledgerOfRegion } from './ledgers.ts';
import { changesWaiting, checkChanges } from './two-desk-changes.ts';
import { letInAgain } from './two-desk-revoked.ts';
import { pull, push, waitingOn } from './two-desk-steps.ts';
import type { Seat, World } from './two-desk-world.ts';

/** The weather is good from here on: everything that waits gets through, and everything the region said arrives. */
export async function settle(world: World): Promise<void> {
  for (const seat of world.seats) {
    if (seat.takenWhenRevoked) {
      // what it still has goes, and waits there
      await push(seat, world.receiver.url);
      await letInAgain(world, seat);
    }
    let trouble: string | null = 'not tried';
    for (let run = 0; run < 4 && (trouble !== null || waitingOn(seat) + changesWaiting(seat) > 0); run += 1) {
      trouble = await push(seat, world.receiver.url);
      trouble ??= await pull(seat, world.receiver.url);
    }
    expect([trouble, waitingOn(seat), changesWaiting(seat)]).toEqual([null, 0, 0]);
  }
}

/** Both ledgers name the same messages with the same receipts; each record counts once; each word of the region too. */
export async function checkBooks(world: World): Promise<void> {
  const report = await world.receiver.report();
  await world.stopReceiver();
  const database = await openEmbedded(join(world.folder, 'receiver'));
  const atRegion = await ledgerOfRegion(database);
  for (const seat of world.seats) await checkChanges(seat, database);
  await database.close();
  const atDesks = new Map<string, string | null>();
  for (const seat of world.seats) {
    const lines = ledgerOfDesk(seat.desk);
    for (const line of lines) atDesks.set(line.messageId, line.receipt);
    checkSeat(seat, lines, report);
  }
  expect(atDesks).toEqual(atRegion);
  const { messages, captures, candidacies, persons, photos, openCases, refused } = report.counts;
  expect([messages, captures, candidacies, persons, photos, openCases, refused]).toEqual([
    ...Array.from({ length: 5 }, () => atRegion.size),
    0,
    0,
  ]);
}

function checkSeat(seat: Seat, lines: readonly LedgerLine[], report: Report): void {
  const { db } = seat.desk;
  const { regionPublicKey } = readInstallation(db());
  expect(new Set(lines.map((line) => line.candidacyId)).size, 'one message of each').toBe(lines.length);
  for (const line of lines) {
    const signed = { body: line.receipt ?? '', signature: line.signature ?? '' };
    expect(verifyReceipt(signed, line, regionPublicKey), 'the receipt is for this').toMatchObject({
      outcome: 'stored',
    });
    const there = report.candidacies.filter((one) => one.candidacyId === line.candidacyId);
    expect(there.map((one) => one.photoSha256)).toEqual([line.photoSha256]);
  }
  const ids = new Set(lines.map((line) => line.messageId));
  expect(
    [...seat.receipted].filter((id) => !ids.has(id)),
    'had a receipt, and is gone',
  ).toEqual([]);
  const here = new Set(lines.map((line) => line.candidacyId));
  const gone = seat.pupils.slice(0, seat.released).filter((id) => !here.has(id));
  expect(
    gone.filter((id) => !seat.mayBeLost.has(id)),
    'released, and is gone',
  ).toEqual([]);
  const effects = db()
    .statement("SELECT count(*) FROM event WHERE kind = 'candidacy.tookEffect' AND subject_id = ?")
    .pluck();
  const states = db().statement("SELECT state FROM inbox WHERE kind = 'acceptance' AND subject_id = ?").pluck();
  for (const pupil of seat.accepted) {
    const isHere = here.has(pupil);
    expect([states.all(pupil), effects.get(pupil)]).toEqual([[isHere ? 'applied' : 'parked'], isHere ? 1 : 0]);
  }
  const events = db()
    .statement("SELECT count(*) FROM event WHERE kind = 'candidacy.received' AND subject_id = ?")
    .pluck();
  for (const candidacyId of here) expect(events.get(candidacyId), 'received once').toBe(1);
}
