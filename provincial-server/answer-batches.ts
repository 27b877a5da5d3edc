import { createHash } from 'node:crypto';
import { readBatchManifest, type SignedManifest } from '#shared/wire/batch-manifest.ts';
import { buildBatchStanding } from '#shared/wire/batch-standing.ts';
import type { ProblemCode } from '#shared/wire/push.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Receiver } from './accept-record.ts';
import { holdsFor } from './enrolled-key.ts';
import { insertBatch, loadBatches, saveBatchReceipt } from './store/batch.ts';
import { countBatches } from './store/batch-count.ts';
import type { EnrolledDesk } from './store/enrolled-desk.ts';

type Asking = Pick<EnrolledDesk, 'deviceId' | 'officeId' | 'publicKey'>;

/**
 * Keeps a manifest that this desk signed for a batch of its own office; null = it is here now, else why it is not. Shown
 * twice, it is kept once.
 */
export async function keepManifest(
  { db, now }: Pick<Receiver, 'db' | 'now'>,
  desk: Asking,
  signed: SignedManifest,
): Promise<ProblemCode | null> {
  if (!holdsFor(signed, desk.publicKey)) return 'unproven';
  const manifest = readBatchManifest(signed.body);
  if (!manifest) return 'bad-frame';
  if (manifest.deviceId !== desk.deviceId) return 'unproven';
  if (manifest.officeId !== desk.officeId) return 'wrong-office';
  const sha256 = createHash('sha256').update(signed.body, 'utf8').digest('hex');
  const kept = await db.transaction((connection) => insertBatch(connection, manifest, signed, sha256, now()));
  return kept === 'mutated' ? 'op-mutated' : null;
}

/**
 * What is here of a desk's batches, each signed. The first time that all of one is here the answer is its receipt, which is
 * kept and given again, byte for byte, from then on. `unknown`: no manifest of this desk under that id.
 */
export async function standingsOf(
  { db, key, now }: Pick<Receiver, 'db' | 'key' | 'now'>,
  desk: Pick<EnrolledDesk, 'deviceId'>,
  ids: readonly string[],
): Promise<{ readonly standings: readonly SignedText[]; readonly unknown: readonly string[] }> {
  return db.transaction(async (connection) => {
    const batches = await loadBatches(connection, desk.deviceId, ids, true);
    const open = batches.filter(({ receipt }) => receipt === null).map(({ batchId }) => batchId);
    const counts = new Map((await countBatches(connection, open)).map((one) => [one.batchId, one]));
    const standings: SignedText[] = [];
    for (const { batchId, bodySha256, receipt } of batches) {
      const count = counts.get(batchId);
      if (receipt || !count) {
        if (receipt) standings.push(receipt);
        continue;
      }
      const at = now();
      const arrived = count.stored + count.joined + count.refused;
      const complete = arrived === count.records;
      const signed = key.signText(
        buildBatchStanding({
          ...count,
          missing: [...count.missing],
          manifestSha256: bodySha256,
          arrived,
          complete,
          at,
        }),
      );
      if (complete) await saveBatchReceipt(connection, batchId, signed, at);
      standings.push(signed);
    }
    const known = new Set(batches.map(({ batchId }) => batchId));
    return { standings, unknown: ids.filter((id) => !known.has(id)) };
  });
}
