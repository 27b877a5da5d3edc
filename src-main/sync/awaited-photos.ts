import { createHash } from 'node:crypto';
import { ok } from '../../shared/lib/result.ts';
import { awaitedPhotos } from '../db/store/brought-message.ts';
import { storePhoto } from '../db/store/capture.ts';
import type { Exchange } from './exchange.ts';
import type { PushDesk } from './push.ts';
import { isAboutOnePhoto, type Trouble } from './trouble.ts';

/**
 * Fetches the photos that records from other counties wait for (3.1c), each in a transaction of its own; what waited is tried
 * again afterwards by the caller. One that the region has not got, or not as it was, is asked for again in the next run.
 */
export async function fetchAwaitedPhotos(desk: PushDesk, exchange: Exchange): Promise<Trouble | null> {
  for (const sha256 of awaitedPhotos(desk.db)) {
    const fetched = await exchange.photo(sha256);
    if (!fetched.ok) {
      if (isAboutOnePhoto(fetched.fault)) continue;
      return fetched.fault;
    }
    if (createHash('sha256').update(fetched.value).digest('hex') !== sha256) continue;
    desk.transact(({ db }) => ok(storePhoto(db, { sha256, bytes: fetched.value })));
  }
  return null;
}
