import { join } from 'node:path';
import { expect } from 'vitest';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { act, enrol } from './enrolled-desk.ts';
import { toldAt } from './tell-changes.ts';
import type { Seat, World } from './two-desk-world.ts';

/** What the region has taken of a desk: records in its register, changes with a receipt. */
export type Taken = { readonly records: readonly string[]; readonly changes: readonly string[] };

const people = { by: '苏日娜', reason: '电脑丢了' } as const;
const staffOf = (world: World) => ({ url: world.receiver.url, folder: join(world.folder, 'receiver') });
const deviceOf = ({ desk }: Seat) => readInstallation(desk.db()).deviceId;

/** The desk is taken out; what it sends from here on waits for people. */
export async function revoke(world: World, seat: Seat): Promise<void> {
  await act(staffOf(world), { act: 'revoke', device: deviceOf(seat), ...people });
  seat.takenWhenRevoked = await takenOf(world, seat);
}

/** People look at what came, take it, and enrol the desk anew. Until then nothing was taken. */
export async function letInAgain(world: World, seat: Seat): Promise<void> {
  expect(await takenOf(world, seat), 'nothing of a revoked desk without people').toEqual(seat.takenWhenRevoked);
  await act(staffOf(world), { act: 'settle', device: deviceOf(seat), outcome: 'accept', ...people });
  await enrol(staffOf(world), seat.desk);
  await seat.desk.as('reviewer1');
  seat.takenWhenRevoked = null;
}

async function takenOf(world: World, seat: Seat): Promise<Taken> {
  const { candidacies } = await world.receiver.report();
  const records = candidacies.map(({ candidacyId }) => candidacyId).filter((id) => seat.pupils.includes(id));
  const device = deviceOf(seat);
  const told = await toldAt(staffOf(world), '?limit=500');
  const settled = told.filter(
    ({ deviceId, state }) => deviceId === device && (state === 'stored' || state === 'refused'),
  );
  return { records: records.sort(), changes: settled.map(({ messageId }) => messageId).sort() };
}
