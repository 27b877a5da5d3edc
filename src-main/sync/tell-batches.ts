import { ok } from '../../shared/lib/result.ts';
import type { SignedManifest } from '../../shared/wire/batch-manifest.ts';
import { batchesLimit } from '../../shared/wire/batches-v2.ts';
import {
  batchesToShow,
  forgetShown,
  incompleteBatches,
  noteShown,
  takeBatchStanding,
} from '../db/store/batch-standing.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeFault } from './exchange-fault.ts';
import type { PushDesk } from './push.ts';
import { troubleSentence } from './trouble.ts';

/** Batches that one run shows, and asks about: the others come with the next. */
const perRun = 40;

export type BatchTelling = {
  readonly exchange: Exchange;
  /** waits until so many bytes may go, as the person's cap says */
  readonly room: (bytes: number) => Promise<void>;
};

/**
 * Shows the region the signed manifests that it has not got, and asks what it holds of the batches that are not complete
 * there. After the records: what it says is then true of them. False = the line failed, so it is worth another try; a region
 * that knows no batches yet, or takes nothing of this desk, is not asked again in this run.
 */
export async function tellBatches(desk: PushDesk, telling: BatchTelling): Promise<boolean> {
  const told = new Set<string>();
  for (const { batchId, manifest } of batchesToShow(desk.db, perRun)) {
    const fault = await tellOne(desk, telling, manifest, [batchId]);
    if (fault?.kind === 'record') noteRefused(desk, batchId, fault);
    else if (fault) return isOfTheLine(fault) === false;
    told.add(batchId);
  }
  const open = incompleteBatches(desk.db, perRun).map(({ batchId }) => batchId);
  const ask = open.filter((batchId) => !told.has(batchId));
  for (let at = 0; at < ask.length; at += batchesLimit) {
    const fault = await tellOne(desk, telling, null, ask.slice(at, at + batchesLimit));
    if (fault) return isOfTheLine(fault) === false;
  }
  return true;
}

/** Shows at most one manifest and takes in what the region says of these batches; null = it went through. */
async function tellOne(
  desk: PushDesk,
  { exchange, room }: BatchTelling,
  manifest: SignedManifest | null,
  ask: readonly string[],
): Promise<ExchangeFault | null> {
  await room(manifest?.body.length ?? 0);
  const answered = await exchange.batches(manifest, ask);
  if (!answered.ok) return answered.fault;
  const { standings, unknown } = answered.value;
  desk.transact((context) => {
    if (manifest) for (const batchId of ask) noteShown(context.db, batchId, context.clock.now());
    else forgetShown(context.db, unknown);
    // one that the region did not sign for exactly this manifest changes nothing
    for (const standing of standings) takeBatchStanding(context, standing);
    return ok(undefined);
  });
  return null;
}

/** The region has something against this one manifest; what may pass is tried with the next run. */
function noteRefused(desk: PushDesk, batchId: string, fault: Extract<ExchangeFault, { kind: 'record' }>): void {
  if (fault.code === 'broken' || fault.code === 'hash-mismatch') return;
  const why =
    fault.code === 'op-mutated'
      ? '自治区已有同一编号、内容不同的清单。由管理员把批次编号报给自治区'
      : `${troubleSentence(fault)}。由管理员把批次编号报给自治区`;
  desk.transact(({ db, clock }) => ok(noteShown(db, batchId, clock.now(), why)));
}

function isOfTheLine({ kind }: ExchangeFault): boolean {
  return kind === 'noAnswer' || kind === 'busy' || kind === 'loginPage';
}
