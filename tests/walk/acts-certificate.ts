import { type Row, recordOf } from './acts-record.ts';
import { countyPeople } from './county.ts';
import { giveResults } from './region.ts';
import { attempt, oneOf, rows, type World } from './world.ts';

type Standing = { readonly id: string; readonly number: string };
const standing = 'SELECT id, number FROM certificate WHERE withdrawn_at IS NULL';

/** One in effect of whom the region has told results, any, or null. */
export function pickWithResults(world: World): Row | null {
  const found = rows<{ id: string }>(
    world,
    `SELECT id FROM candidacy WHERE status = 'inEffect' AND id IN (SELECT candidacy_id FROM subject_result) ORDER BY rowid`,
  );
  return found.length === 0 ? null : recordOf(world, oneOf(world, found).id);
}

async function withdrawCertificate(world: World, { id, number }: Standing, straight: boolean): Promise<void> {
  const who = straight ? countyPeople.deciding : oneOf(world, [...countyPeople.preparing, countyPeople.deciding]);
  const input = { certificateId: id, reason: `${number} 写错了学校` };
  await attempt(world, { act: 'certificate.withdraw', who, name: 'certificate.withdraw', input }, straight);
}

/** Withdraws one of the certificates that stand. */
export async function withdrawAnyCertificate(world: World): Promise<void> {
  const found = rows<Standing>(world, `${standing} ORDER BY rowid`);
  if (found.length > 0) await withdrawCertificate(world, oneOf(world, found), false);
}

/** What the next certificate of a candidate needs: results, and none that stands. */
export async function makeWayForCertificate(world: World, candidacyId: string): Promise<void> {
  const known = rows(world, 'SELECT 1 FROM subject_result WHERE candidacy_id = ?', candidacyId);
  if (known.length === 0) await giveResults(world, candidacyId, true);
  for (const one of rows<Standing>(world, `${standing} AND candidacy_id = ?`, candidacyId))
    await withdrawCertificate(world, one, true);
}
