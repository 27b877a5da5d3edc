import { createHash } from 'node:crypto';
import type { Fault } from '../../shared/contract/faults.ts';
import { failed, ok, type Result } from '../../shared/lib/result.ts';
import { CHANGES_VERSION, type RecordEnvelope } from '../../shared/wire/push.ts';
import { encodeRecordFrame } from '../../shared/wire/record-frame.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import { readPhoto } from '../db/store/capture.ts';
import { hasEarlierChanges, tellEarlierChanges } from '../db/store/change-earlier.ts';
import { lackedThere } from '../db/store/lost-there.ts';
import { readInstallation, writeSetting } from '../db/store/office.ts';
import { noteAttempt, type OutboxRow, waitingMessages } from '../db/store/outbox.ts';
import { saveRegionClock } from '../db/store/region-clock.ts';
import { regionTakesChanges, saveTakesChanges } from '../db/store/sync-line.ts';
import type { CommandContext } from '../platform/act.ts';
import { applyReceipt, verifyReceipt } from './apply-receipt.ts';
import type { Exchange } from './exchange.ts';
import { type ExchangeFault, isPassing } from './exchange-fault.ts';
import { endOfEnrolment, meetRegion } from './meet-region.ts';
import { pushChanges } from './push-changes.ts';
import { type EnginePort, pushByStreams } from './push-engine.ts';
import { type ForgottenQuestions, pushForgotten } from './push-forgotten.ts';
import { pushLostPhotos } from './push-lost-photos.ts';
import { regainLost } from './regain.ts';
import { createSpeedLimit, type SpeedLimit } from './speed-limit.ts';
import { tellBatches } from './tell-batches.ts';
import { isAboutOne, type Trouble, troubleSentence } from './trouble.ts';

/** What the push may do on the desk: read, and short transactions of its own. */
export type PushDesk = Pick<CommandContext, 'db' | 'clock' | 'ids'> & {
  transact<T>(step: (context: Pick<CommandContext, 'db' | 'clock' | 'record'>) => Result<T, Fault>): Result<T, Fault>;
};

export type PushPort = {
  readonly exchange: Exchange;
  readonly signal: AbortSignal;
  /** waits, or returns early when the run is stopped */
  readonly sleep: (ms: number) => Promise<void>;
  readonly onReceipt: () => void;
  /** kilobits per second that may be sent; null = all the line takes */
  readonly cap: () => number | null;
  /** what streaming needs; null = this desk speaks version 1 only */
  readonly streams: StreamsChoice | null;
};

export type StreamsChoice = Pick<
  EnginePort,
  'url' | 'openStream' | 'idleMs' | 'startMode' | 'onProgress' | 'onMode' | 'onContiguous'
>;

export type PushCount = { sent: number; received: number; joined: number; refused: number };
export type PushEnd = PushCount & {
  /** changes told beside the records: acknowledged, and refused by the region */
  readonly changes: Pick<PushCount, 'received' | 'refused'>;
  /** what ended the run early or kept single records back; null = everything waiting has its receipt */
  readonly trouble: Trouble | null;
  /** the region's clock minus the desk's, in milliseconds; null = not known */
  readonly clockDifferenceMs: number | null;
  /** false = the line failed while the region was shown the batches: worth another try */
  readonly batchesTold: boolean;
  /** false = the line failed while photos went that the region has lost: worth another try */
  readonly photosAgain: boolean;
};

/** Setting that holds the instant of the last proven contact. */
const lastContactSetting = 'syncLastContactAt';

const pageSize = 100;
const pauses = [400, 1500];
/** a receiver that breaks on every record is not asked a thousand times */
const brokenInARow = 3;

type Run = PushPort & {
  readonly desk: PushDesk;
  readonly regionPublicKey: string;
  readonly count: PushCount;
  readonly limit: SpeedLimit;
};

/**
 * Sends what waits in the outbox and applies the receipts: over several streams where the receiver speaks version 2, else
 * one by one in the desk's order. The receiver proves its key before it gets anything, gives back first what this file has
 * lost, and is asked what it holds already before a record is sent. One bad record is noted and passed over; a fault of the
 * link ends the run; a receipt that does not verify ends it too and changes nothing. Behind the records go those that the
 * region had and has forgotten, the changes told beside them, the manifests of the batches, and last the photos that the region has lost.
 */
export async function pushOutbox(desk: PushDesk, port: PushPort): Promise<PushEnd> {
  const count = noneYet();
  const changes = noneYet();
  const nothingOwed = { batchesTold: true, photosAgain: true };
  const run: Run = {
    ...port,
    desk,
    regionPublicKey: readInstallation(desk.db).regionPublicKey,
    count,
    limit: createSpeedLimit(port.cap, performance.now()),
  };
  const before = Date.parse(desk.clock.now());
  const asked = performance.now();
  const hello = await meetRegion(desk, run.exchange, () => retried(run, () => run.exchange.hello(desk.ids.uuid())));
  if (!hello.ok) return { ...count, changes, trouble: hello.fault, clockDifferenceMs: null, ...nothingOwed };
  const middle = (before + Date.parse(desk.clock.now())) / 2;
  const clockDifferenceMs = Math.round(Date.parse(hello.value.time) - middle);
  noteContact(desk, clockDifferenceMs, hello.value.time);
  const roundTripMs = performance.now() - asked;
  const { streams } = port;
  // before anything is sent: what was done before the file was put back is here again before it is done twice
  const said = hello.value.desk;
  const regained = await regainLost(desk, run.exchange, hello.value, port.onReceipt);
  if (!regained.ok) return { ...count, changes, trouble: regained.fault, clockDifferenceMs, ...nothingOwed };
  const takesChanges = hello.value.versions.includes(CHANGES_VERSION);
  noteTakesChanges(desk, takesChanges);
  if (hasEarlierChanges(desk.db)) desk.transact((context) => ok(tellEarlierChanges({ ...context, ids: desk.ids })));
  const engine = streams && hello.value.versions.includes(2) ? { ...run, ...streams, roundTripMs } : null;
  const recordTrouble = engine ? await pushByStreams(desk, engine) : await pushPages(run);
  // one record that is held up holds up nobody's change; a line that is gone does
  const goesOn = recordTrouble === null || isAboutOne(recordTrouble);
  // before the changes that wait: the region may have forgotten what they follow
  const isOurs = engine !== null && goesOn && said?.standing === 'enrolled';
  const forgotten = isOurs
    ? await pushForgotten(desk, { ...engine, ...patient(run) }, takesChanges)
    : { trouble: null, mayGoOn: true };
  const changeTrouble =
    engine && takesChanges && goesOn && forgotten.mayGoOn
      ? await pushChanges(desk, { ...engine, count: changes })
      : null;
  const trouble = recordTrouble ?? forgotten.trouble ?? changeTrouble;
  const ended = endOfEnrolment(said);
  const isHeldThere = trouble === null || trouble.kind === 'undecided';
  const isLineGood = goesOn && forgotten.mayGoOn && (changeTrouble === null || isAboutOne(changeTrouble));
  const batchesTold =
    isLineGood && said?.standing === 'enrolled' && hello.value.versions.includes(2)
      ? await tellBatches(desk, { exchange: run.exchange, room: (bytes) => roomFor(run, bytes) })
      : true;
  // what waits goes first: these are acknowledged, and whoever waits for a receipt does not wait for them
  const isWanted = engine !== null && isLineGood && said?.standing === 'enrolled' && lackedThere(desk.db, 'photos') > 0;
  const lost = isWanted
    ? await pushLostPhotos(desk, { ...engine, exchange: run.exchange }, hello.value.lostPhotos)
    : null;
  const told = lost?.kind === 'forgedReceipt' ? (trouble ?? lost) : trouble;
  return {
    ...count,
    changes,
    trouble: ended && isHeldThere ? { kind: ended } : told,
    clockDifferenceMs,
    batchesTold,
    photosAgain: lost === null,
  };
}

function noneYet(): PushCount {
  return { sent: 0, received: 0, joined: 0, refused: 0 };
}

function noteTakesChanges(desk: PushDesk, takes: boolean): void {
  if (regionTakesChanges(desk.db) === takes) return;
  desk.transact(({ db, clock }) => ok(saveTakesChanges(db, takes, clock.now())));
}

async function roomFor(run: Run, bytes: number): Promise<void> {
  const wait = run.limit.take(bytes, performance.now());
  if (wait > 0) await run.sleep(wait);
}

function noteContact(desk: PushDesk, clockDifferenceMs: number, regionTime: string): void {
  desk.transact(({ db, clock }) => {
    writeSetting(db, lastContactSetting, clock.now(), clock.now(), null);
    saveRegionClock(db, clockDifferenceMs, regionTime, clock.now());
    return ok(undefined);
  });
}

/** The same questions, each up to three times: one that fails once holds up nothing behind it. */
function patient(run: Run): ForgottenQuestions {
  const { exchange } = run;
  return {
    haveAgain: (ids) => retried(run, () => exchange.haveV2(ids, [], false)),
    regainIds: (after) => retried(run, () => exchange.regainIds(after)),
    regainChangeIds: (after) => retried(run, () => exchange.regainChangeIds(after)),
  };
}

async function pushPages(run: Run): Promise<Trouble | null> {
  let after = 0;
  let kept: Trouble | null = null;
  let broken = 0;
  for (;;) {
    const page = waitingMessages(run.desk.db, after, pageSize);
    if (page.length === 0) return kept;
    const held = await settleHeld(run, page);
    if (!held.ok) return held.fault;
    for (const row of page) {
      after = row.deskSeq;
      if (held.value.has(row.messageId)) continue;
      const trouble = await pushOne(run, row);
      if (!trouble) continue;
      if (trouble.kind !== 'forgedReceipt' && trouble.kind !== 'stopped') noteTrouble(run, row, trouble);
      broken = trouble.kind === 'record' && trouble.code === 'broken' ? broken + 1 : 0;
      if (!isAboutOne(trouble) || broken >= brokenInARow) return trouble;
      kept = trouble;
    }
  }
}

/** Asks for receipts of messages that may have arrived in an earlier run, so that no byte is sent twice. */
async function settleHeld(run: Run, page: readonly OutboxRow[]): Promise<Result<ReadonlySet<string>, Trouble>> {
  const have = await retried(run, () => run.exchange.have(page.map((row) => row.messageId)));
  if (!have.ok) return have;
  const settled = new Set<string>();
  for (const { messageId, receipt } of have.value.held) {
    const row = page.find((one) => one.messageId === messageId);
    if (!row) continue;
    const trouble = take(run, row, receipt);
    if (trouble) return failed(trouble);
    settled.add(messageId);
  }
  return ok(settled);
}

async function pushOne(run: Run, row: OutboxRow): Promise<Trouble | null> {
  const frame = frameOf(run.desk, row);
  if (!frame) return { kind: 'photoDamaged' };
  for (let tries = 0; ; tries += 1) {
    await roomFor(run, frame.length);
    const sent = await run.exchange.send(frame);
    if (sent.ok) {
      run.count.sent += 1;
      return take(run, row, sent.value);
    }
    const pause = pauses[tries];
    if (!isPassing(sent.fault) || pause === undefined) return sent.fault;
    await run.sleep(jittered(pause));
    // the answer may be what was lost: ask before sending the same bytes again
    const held = await run.exchange.have([row.messageId]);
    const receipt = held.ok ? held.value.held.find((one) => one.messageId === row.messageId)?.receipt : undefined;
    if (receipt) return take(run, row, receipt);
  }
}

/** Verifies and applies one receipt; the trouble when it is not the region's, or not for this content. */
function take(run: Run, row: OutboxRow, signed: SignedText): Trouble | null {
  const receipt = verifyReceipt(signed, row, run.regionPublicKey);
  if (!receipt) return { kind: 'forgedReceipt' };
  const applied = run.desk.transact((context) => applyReceipt(context, signed, receipt));
  if (applied.ok && applied.value.applied) {
    run.count[receipt.outcome === 'stored' ? 'received' : receipt.outcome] += 1;
    run.onReceipt();
  }
  return null;
}

function noteTrouble(run: Run, row: OutboxRow, trouble: Trouble): void {
  run.desk.transact(({ db }) => ok(noteAttempt(db, row.messageId, troubleSentence(trouble))));
}

function frameOf({ db }: PushDesk, row: OutboxRow): Uint8Array | null {
  const photo = row.photoSha256 === null ? new Uint8Array() : readPhoto(db, row.photoSha256);
  if (!photo || (row.photoSha256 !== null && sha256(photo) !== row.photoSha256)) return null;
  const envelope: RecordEnvelope = {
    v: 1,
    suite: 1,
    messageId: row.messageId,
    deviceId: readInstallation(db).deviceId,
    deskSeq: row.deskSeq,
    bodySha256: row.bodySha256,
    photoSha256: row.photoSha256,
  };
  const bytesOf = (text: string) => Buffer.from(text, 'utf8');
  return encodeRecordFrame({ envelope: bytesOf(JSON.stringify(envelope)), body: bytesOf(row.body), photo });
}

/** The same question up to three times, where the fault may pass. */
async function retried<T>(
  run: PushPort,
  question: () => Promise<Result<T, ExchangeFault>>,
): Promise<Result<T, ExchangeFault>> {
  for (const pause of pauses) {
    const answer = await question();
    if (answer.ok || !isPassing(answer.fault)) return answer;
    await run.sleep(jittered(pause));
  }
  return question();
}

function jittered(ms: number): number {
  return Math.round(ms * (0.75 + Math.random() / 2));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
