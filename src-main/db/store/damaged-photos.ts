import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DeskDb } from '../open.ts';
import type { DamagedPhotos } from './batch-check.ts';
import type { BatchItem } from './batch-record.ts';
import { capturesOf, readPhoto } from './capture.ts';

/** Candidacies whose photo in use is missing or not what its hash says. Lets other work in between. */
export async function damagedPhotos(
  db: DeskDb,
  items: readonly Pick<BatchItem, 'candidacyId'>[],
): Promise<DamagedPhotos> {
  const damaged = new Set<string>();
  for (const { candidacyId } of items) {
    const used = capturesOf(db, candidacyId).find(({ state }) => state === 'used');
    const photo = used ? readPhoto(db, used.derivedSha256) : null;
    const holds = photo !== null && createHash('sha256').update(photo).digest('hex') === used?.derivedSha256;
    // without any photo the rules say so in their own words
    if (used && !holds) damaged.add(candidacyId);
    await nextTurn();
  }
  return damaged;
}
