import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { DeskAct, DeskActAnswer } from '#shared/wire/desks-v2.ts';
import {
  buildDeskCertificate,
  type EnrolmentRequest,
  enrolmentCodeLength,
  enrolmentCodeLetters,
  readEnrolmentRequest,
} from '#shared/wire/enrolment.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Receiver } from './accept-record.ts';
import type { Connection } from './database.ts';
import { fingerprintOf, holdsFor, plainFingerprint } from './enrolled-key.ts';
import { giveUpPages } from './give-up-pages.ts';
import type { RegionKey } from './region-key.ts';
import { giveUpPhotos, settleUndecided } from './settle-undecided.ts';
import {
  findEnrolledDesk,
  lockEnrolledDesk,
  noteDeskAct,
  revokeDesk,
  saveEnrolledDesk,
} from './store/enrolled-desk.ts';
import { insertCode } from './store/enrolment-code.ts';

/** How such a fault is named to a desk that asked by itself. */
export type DeskActProblem = 'bad-frame' | 'unproven' | 'wrong-office' | 'revoked';

/** Something people asked for that cannot be done; the message is Chinese and says what is wrong and what to do. */
export class DeskActFault extends Error {
  readonly problem: DeskActProblem;
  constructor(message: string, problem: DeskActProblem = 'bad-frame') {
    super(message);
    this.problem = problem;
  }
}

const nothing = { v: 2, code: null, certificate: null, settled: 0, left: 0 } as const;

/** One act of the region's people about desks, written down under their name. Throws DeskActFault; then nothing is changed. */
export async function performDeskAct(receiver: Receiver, act: DeskAct): Promise<DeskActAnswer> {
  const { db, key, now } = receiver;
  if (act.act === 'code') {
    return db.transaction(async (connection) => {
      const code = await newCode(connection, key, act, now());
      await noteDeskAct(
        connection,
        { act: 'code', deviceId: null, officeId: act.office, by: act.by, reason: null },
        now(),
      );
      return { ...nothing, code };
    });
  }
  if (act.act === 'enrol') {
    const request = provenRequest(act.request);
    if (!request) throw new DeskActFault('这不是登记台导出的申请，或者改动过。在登记台上重新导出再试。');
    if (plainFingerprint(act.fingerprint) !== plainFingerprint(fingerprintOf(request.publicKey)))
      throw new DeskActFault(
        `钥匙指纹对不上：申请里是 ${fingerprintOf(request.publicKey)}。和登记台屏幕上的核对，一致再登记。`,
      );
    const { by, validDays } = act;
    const certificate = await db.transaction((connection) =>
      enrolDesk(connection, key, request, { by, validDays, act: 'enrol' }, now()),
    );
    return { ...nothing, certificate };
  }
  if (act.act === 'revoke') {
    await db.transaction(async (connection) => {
      if (!(await revokeDesk(connection, act.device, act.by, act.reason, now())))
        throw new DeskActFault('没有登记过这台登记台，或者已经停用。看一下清单（--list）里的编号。');
      await noteDeskAct(
        connection,
        { act: 'revoke', deviceId: act.device, officeId: null, by: act.by, reason: act.reason },
        now(),
      );
    });
    return nothing;
  }
  if (!(await findEnrolledDesk(db, act.device)))
    throw new DeskActFault('没有登记过这台登记台。看一下清单（--list）里的编号。');
  if (act.act === 'giveUpPages') return { ...nothing, ...(await giveUpPages(receiver, act)) };
  const settled = act.act === 'settle' ? await settleUndecided(receiver, act) : await giveUpPhotos(receiver, act);
  return { ...nothing, ...settled };
}

/** The request, where its own key has signed it; else null. */
export function provenRequest(signed: SignedText): EnrolmentRequest | null {
  const request = readEnrolmentRequest(signed.body);
  return request && holdsFor(signed, request.publicKey) ? request : null;
}

type Enrolling = {
  readonly by: string;
  readonly validDays: number;
  readonly act: 'enrol' | 'code used' | 'demo code used' | 'renew';
};

/**
 * Enrols or renews a desk and signs its certificate. Throws DeskActFault where the id is taken by another key or
 * office, and where a desk that was taken out renews itself or comes with the printed code of the demo county.
 */
export async function enrolDesk(
  connection: Connection,
  key: RegionKey,
  request: Pick<EnrolmentRequest, 'deviceId' | 'officeId' | 'deskName' | 'publicKey'>,
  how: Enrolling,
  now: string,
): Promise<SignedText> {
  const { deviceId, officeId, deskName, publicKey } = request;
  const before = await lockEnrolledDesk(connection, deviceId);
  // where nobody of the region stands behind it, what people have decided against the desk stays
  const byItself = how.act === 'renew' || how.act === 'demo code used';
  if (byItself && before && before.revokedBy !== null)
    throw new DeskActFault('这台登记台已经停用，没有登记，也没有续期。', 'revoked');
  if (before && before.publicKey !== publicKey)
    throw new DeskActFault('这个登记台编号已经登记过另一把钥匙，没有登记。交给管理员查清再办。', 'unproven');
  if (before && before.officeId !== officeId)
    throw new DeskActFault('这台登记台登记在另一个旗县名下，没有登记。交给管理员查清再办。', 'wrong-office');
  const facts = {
    deviceId,
    officeId,
    deskName,
    publicKey,
    validFrom: before?.validFrom ?? now,
    validUntil: new Date(Date.parse(now) + how.validDays * 86_400_000).toISOString(),
    enrolledBy: how.by,
  };
  const certificate = key.signText(buildDeskCertificate({ ...facts, issuedAt: now }));
  await saveEnrolledDesk(connection, { ...facts, validDays: how.validDays }, certificate, now);
  await noteDeskAct(connection, { act: how.act, deviceId, officeId, by: how.by, reason: null }, now);
  return certificate;
}

async function newCode(
  connection: Connection,
  key: RegionKey,
  { office, by, validDays, usableHours }: Extract<DeskAct, { act: 'code' }>,
  now: string,
): Promise<string> {
  const usableUntil = new Date(Date.parse(now) + usableHours * 3_600_000).toISOString();
  for (;;) {
    const [number, secret] = [letters(enrolmentCodeLength.number), letters(enrolmentCodeLength.secret)];
    const secretHash = hashOfSecret(key, number, secret);
    if (!(await insertCode(connection, { number, secretHash, officeId: office, validDays, by, usableUntil }, now)))
      continue;
    return (`${number}${secret}`.match(/.{4}/gu) ?? []).join('-');
  }
}

/** Keyed, so that the table alone is no list to guess from. */
function hashOfSecret(key: RegionKey, number: string, secret: string): string {
  return createHmac('sha256', key.secretFor('kaoji/enrolment-code/1')).update(`${number}\n${secret}`).digest('hex');
}

/** True if this is the secret behind the hash. */
export function secretFits(key: RegionKey, number: string, secret: string, hash: string): boolean {
  const [given, right] = [Buffer.from(hashOfSecret(key, number, secret)), Buffer.from(hash)];
  return given.length === right.length && timingSafeEqual(given, right);
}

function letters(count: number): string {
  return Array.from({ length: count }, () => enrolmentCodeLetters[randomInt(enrolmentCodeLetters.length)]).join('');
}
