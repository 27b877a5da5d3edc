import { createHash } from 'node:crypto';
import { ok } from '../../shared/lib/result.ts';
import { awaitedPhotos } from '../db/store/brought-message.ts';
import { storePhoto } from '../db/store/capture.ts';
import type { Exchange } from './exchange.ts';
import type { PushDesk } from './push.ts';
import type { Trouble } from './trouble.ts';

/**
 * Fetches the photos that records from other counties wait for (3.1c), each in a transaction of its own; what waited is tried
 * again afterwards by the caller. One that the region has not got, or not as it was, is asked for again in the next run.
 */
export async function fetchAwaitedPhotos(desk: PushDesk, exchange: Exchange): Promise<Trouble | null> {
  for (const sha256 of awaitedPhotos(desk.db)) {
    const fetched = await exchange.photo(sha256);
    if (!fetched.ok) {
      if (isAboutThisOne(fetched.fault)) continue;
      return fetched.fault;
    }
    if (createHash('sha256').update(fetched.value).digest('hex') !== sha256) continue;
    desk.transact(({ db }) => ok(storePhoto(db, { sha256, bytes: fetched.value })));
  }
  return null;
}

/** The region has not got this photo: the others must not wait for it. */
function isAboutThisOne({ kind }: Trouble): boolean {
  return kind === 'notAReceiver' || kind === 'record' || kind === 'photoDamaged';
}
