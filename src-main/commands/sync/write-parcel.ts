import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { proveParcel } from '../../../parcel/open.ts';
import { sealParcel } from '../../../parcel/seal.ts';
import { fileSource } from '../../../parcel/source.ts';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { readInstallation } from '../../db/store/office.ts';
import { noteAttempt } from '../../db/store/outbox.ts';
import { lastParcel, noteParcel, officeParcelKey, readRegionRecipient } from '../../db/store/parcel-keys.ts';
import type { LongHandler } from '../../platform/act.ts';
import { keyFingerprint, signWith } from '../../security/signature.ts';
import { packableRecords, packedRecords } from './parcel-records.ts';

const damagedPhoto = '照片在本机已损坏，没有装进数据包。退回这一份，重新拍照。';

/**
 * Seals what has no receipt into one file: temporary name, flushed, renamed, then read back and proven. Only after that
 * the stick may be pulled. Records stay waiting until their receipts come.
 */
export function writeParcel(signal: () => AbortSignal): LongHandler<'parcel.write'> {
  return async (_input, context, services) => {
    const { db, ids, clock, actor } = context;
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
    const first = records[0];
    const last = records.at(-1);
    if (!first || !last) return failed(invalid('', '没有要送的，没有写数据包。放行之后再写。'));
    const prepared = context.transact((step) => {
      for (const messageId of damaged) noteAttempt(step.db, messageId, damagedPhoto);
      return ok(officeParcelKey(step.db, clock.now()));
    });
    if (!prepared.ok) return prepared;
    const own = readInstallation(db);
    const header = {
      kind: 'toRegion' as const,
      parcelId: ids.uuid(),
      deviceId: own.deviceId,
      officeId: own.officeId,
      incarnation: own.incarnation,
      deskSeqFrom: first.deskSeq,
      deskSeqUntil: last.deskSeq,
      previousSha256: lastParcel(db),
      count: records.length,
      recipient,
      replyTo: prepared.value.recipient,
      signer: own.devicePublicKey,
    };
    const tell = (done: number) =>
      services.emit({ kind: 'progress', job: 'parcel', done, total: records.length, phase: '装包' });
    let sha256 = '';
    const pieces = sealParcel(
      {
        header,
        sign: (text) => signWith(own.devicePrivateKey, text),
        content: packedRecords(db, own.deviceId, records, stop, tell),
      },
      (made) => {
        sha256 = made;
      },
    );
    const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
    try {
      const bytes = await writeFlushed(temporary, pieces);
      stop.throwIfAborted();
      await rename(temporary, path);
      if (!(await readsBack(path, sha256, own.devicePublicKey))) {
        await rm(path, { force: true });
        return failed(invalid('', '写好后读回来的内容不一样，U 盘可能坏了。换一个 U 盘再写；记录都还在本机。'));
      }
      const noted = context.transact(({ db: inside, record }) => {
        noteParcel(inside, sha256, clock.now(), actor.userId);
        const payload = { sha256, records: records.length, deskSeqFrom: first.deskSeq, deskSeqUntil: last.deskSeq };
        record({ kind: 'parcel.written', subjectNoun: 'parcel', subjectId: header.parcelId, payload });
        return ok(null);
      });
      if (!noted.ok) return noted;
      services.emit({ kind: 'changed', nouns: ['sync'] });
      return ok({
        fileName: basename(path),
        records: records.length,
        bytes,
        left: damaged.length + beyond,
        fingerprint: keyFingerprint(own.devicePublicKey),
      });
    } catch (error) {
      await rm(temporary, { force: true });
      if (stop.aborted) return failed(stoppedFault);
      const fault = writeFault(error);
      if (fault) return failed(fault);
      throw error;
    }
  };
}

const stoppedFault = invalid('', '已停下，没有写完的文件已删掉。记录都还在本机，可以再写一次。');

async function writeFlushed(file: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const handle = await open(file, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      await handle.writeFile(piece);
      bytes += piece.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return bytes;
}

async function readsBack(path: string, sha256: string, publicKey: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const proven = await proveParcel(await fileSource(handle), ({ signer }) =>
      signer === publicKey ? null : 'unknownSigner',
    );
    return proven.ok && proven.value.sha256 === sha256;
  } finally {
    await handle.close();
  }
}

function writeFault(error: unknown): Fault | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EFBIG') return invalid('', 'U 盘满了，数据包没有写完，已删掉。腾出空间再写。');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return invalid('', '这个位置不能写入，可能 U 盘开了写保护。关掉写保护或换一个位置再写。');
  if (code === 'ENOENT' || code === 'EIO' || code === 'ENODEV')
    return invalid('', 'U 盘中途断开，数据包没有写完。插好再写；记录都还在本机。');
  return null;
}
