import { basename } from 'node:path';
import { encodePiece } from '../../../parcel/pieces.ts';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { buildDeskHolds } from '../../../shared/wire/desk-holds.ts';
import { parcelLimits } from '../../../shared/wire/parcel.ts';
import type { DeskDb } from '../../db/open.ts';
import { incompleteBatches } from '../../db/store/batch-standing.ts';
import { tellEarlierChanges } from '../../db/store/change-earlier.ts';
import { countChanges } from '../../db/store/change-message.ts';
import { faultSentence } from '../../db/store/decision.ts';
import { incarnationStartsAfter, mayHaveLost, mayHaveLostChanges } from '../../db/store/incarnation.ts';
import { readInstallation } from '../../db/store/office.ts';
import { noteAttempt } from '../../db/store/outbox.ts';
import { lastParcel, noteParcel, officeParcelKey, readRegionRecipient } from '../../db/store/parcel-keys.ts';
import { logParcel } from '../../db/store/parcel-log.ts';
import { allKnownChanges } from '../../db/store/regained-change.ts';
import { allKnownMessages } from '../../db/store/regained-message.ts';
import type { LongContext, LongHandler } from '../../platform/act.ts';
import { keyFingerprint, signWith } from '../../security/signature.ts';
import { type Packable, packableRecords, packedForRegion, packedRecords } from './parcel-records.ts';
import { type TellPacked, writeChanges } from './write-changes.ts';
import { stoppedFault, writeSealed } from './write-sealed.ts';

const damagedPhoto = '照片在本机已损坏，没有装进数据包。退回这一份，重新拍照。';

/**
 * Seals what has no receipt: records with the manifests of their batches into one file, what is told beside them into
 * another; each by a temporary name, flushed, renamed, then read back and proven. Only after that the stick may be pulled.
 * Records stay waiting until their receipts come.
 */
export function writeParcel(signal: () => AbortSignal): LongHandler<'parcel.write'> {
  return async (_input, context, services) => {
    const { db, clock } = context;
    const stop = signal();
    const recipient = readRegionRecipient(db);
    if (recipient === null)
      return failed(invalid('', '设置文件里没有自治区的收件钥匙，写不了数据包。由管理员向自治区要新的设置文件。'));
    const path = await services.files.save('写数据包到 U 盘', `考籍数据-${clock.today()}.kaoji-parcel`, [
      'kaoji-parcel',
    ]);
    if (path === null) return ok(null);
    const { records, damaged, beyond } = await packableRecords(db, stop);
    if (stop.aborted) return failed(stoppedFault);
    const noted = context.transact((step) => {
      for (const messageId of damaged) noteAttempt(step.db, messageId, damagedPhoto);
      tellEarlierChanges(step);
      return ok(null);
    });
    if (!noted.ok) return noted;
    // a file that was put back asks for what it has lost, also with nothing to send
    const isAlone = records.length === 0 && !mayHaveLost(db) && !mayHaveLostChanges(db);
    if (isAlone && countChanges(db).waiting === 0)
      return failed(invalid('', '没有要送的，没有写数据包。放行之后再写。'));
    const tell: TellPacked = (done, total, phase) =>
      services.emit({ kind: 'progress', job: 'parcel', done, total, phase });
    const written = isAlone ? ok(0) : await writeRecords({ path, recipient, records, stop, tell }, context);
    if (!written.ok) return written;
    const changesPath = isAlone ? path : besides(path);
    const tried = await writeChanges({ path: changesPath, recipient, stop, tell }, context);
    if (!tried.ok && isAlone) return tried;
    // the records' file is whole and noted: it is not called lost because the other was stopped or found no room
    const {
      count,
      bytes,
      left: changesLeft,
    } = tried.ok ? tried.value : { count: 0, bytes: 0, left: countChanges(db).waiting };
    if (isAlone && count === 0)
      return failed(
        invalid('', `等着送的 ${changesLeft} 项变动都装不进去，没有写数据包。原因在同步页“变动”里，按它改好再写。`),
      );
    services.emit({ kind: 'changed', nouns: ['sync'] });
    return ok({
      fileName: basename(path),
      records: records.length,
      bytes: written.value + bytes,
      left: damaged.length + beyond,
      changes: count > 0 ? { fileName: basename(changesPath), count } : null,
      changesLeft,
      changesTrouble: tried.ok ? null : faultSentence('写变动', tried.fault),
      fingerprint: keyFingerprint(readInstallation(db).devicePublicKey),
    });
  };
}

/** The name of the changes' own file beside the records'. */
function besides(path: string): string {
  return `${path.replace(/\.kaoji-parcel$/u, '')}-变动.kaoji-parcel`;
}

type RecordsToWrite = {
  readonly path: string;
  readonly recipient: string;
  readonly records: Packable['records'];
  readonly stop: AbortSignal;
  readonly tell: TellPacked;
};

/** Writes and notes the file of records; answers its bytes. */
async function writeRecords(
  { path, recipient, records, stop, tell }: RecordsToWrite,
  context: LongContext,
): Promise<Result<number, Fault>> {
  const { db, ids, clock, actor } = context;
  const key = context.transact((step) => ok(officeParcelKey(step.db, clock.now())));
  if (!key.ok) return key;
  const own = readInstallation(db);
  const header = {
    kind: 'toRegion' as const,
    parcelId: ids.uuid(),
    deviceId: own.deviceId,
    officeId: own.officeId,
    incarnation: own.incarnation,
    deskSeqFrom: records[0]?.deskSeq ?? 0,
    deskSeqUntil: records.at(-1)?.deskSeq ?? 0,
    previousSha256: lastParcel(db),
    count: records.length,
    recipient,
    replyTo: key.value.recipient,
    signer: own.devicePublicKey,
  };
  const told = (done: number) => tell(done, records.length, '装记录');
  const sign = (text: string) => signWith(own.devicePrivateKey, text);
  const manifests = incompleteBatches(db, parcelLimits.manifests).map(({ manifest }) => manifest);
  const content = contentOf(db, packedForRegion(packedRecords(db, own.deviceId, records, stop, told), manifests));
  const written = await writeSealed(path, { header, sign, content }, stop);
  if (!written.ok) return written;
  const { sha256, bytes } = written.value;
  const noted = context.transact(({ db: inside, record }) => {
    noteParcel(inside, sha256, clock.now(), actor.userId);
    logParcel(inside, {
      sha256,
      way: 'written',
      kind: 'toRegion',
      otherDeviceId: null,
      count: records.length,
      result: '{}',
      happenedAt: clock.now(),
      doneBy: actor.userId,
    });
    const { deskSeqFrom, deskSeqUntil } = header;
    const payload = { sha256, records: records.length, deskSeqFrom, deskSeqUntil };
    record({ kind: 'parcel.written', subjectNoun: 'parcel', subjectId: header.parcelId, payload });
    return ok(null);
  });
  return noted.ok ? ok(bytes) : noted;
}

/** What this file knows of, then the records: the region sees from it what the file has lost. */
async function* contentOf(db: DeskDb, records: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const startsAfter = incarnationStartsAfter(db);
  const holds = { startsAfter, ids: allKnownMessages(db), changeIds: allKnownChanges(db) };
  for (const piece of buildDeskHolds(holds)) yield encodePiece(Buffer.from(piece, 'utf8'));
  yield* records;
}
