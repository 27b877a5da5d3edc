import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { type CertifiedText, certifiedText, readCertificateLine } from '#shared/wire/certificate-text.ts';
import { beginIncarnation, type IncarnationCause } from '../../src-main/db/store/incarnation.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { signWith } from '../../src-main/security/signature.ts';
import type { ApplicationScene } from '../fixtures/application-scene.ts';
import { type IssuedCertificate, issueCertificate } from '../fixtures/certificate-scene.ts';
import { certificateRegion } from './certificate-region.ts';
import { toldAt } from './tell-changes.ts';

const { receiver, scene, another, push, check, told, graded, issued, withdraw, rewriteLast } = certificateRegion();

function certifiedOf({ proof }: IssuedCertificate): { facts: CertifiedText; signature: string } {
  const read = readCertificateLine(proof.line);
  if (!read) throw new Error('no line');
  return read;
}

/** What the other desk says under this number, in its own name and with its own key. */
function saidBy(other: ApplicationScene, number: string) {
  const { deviceId, devicePrivateKey } = readInstallation(other.desk.db());
  const certified = { v: 1, kind: 'certificateOfResults', number, deviceId, issuedOn: '2027-03-01' } as const;
  const whole = { ...certified, contentSha256: 'b'.repeat(64) };
  return { certified: whole, signature: signWith(devicePrivateKey, certifiedText(whole)) };
}

const reasons = async (candidacyId: string) =>
  (await toldAt(receiver(), `?candidacy=${candidacyId}&kind=certificate`)).map(({ reasonCode }) => reasonCode);

/** The file of this desk is another opening from here on, as after it was restored or carried elsewhere. */
function opensAnew({ desk }: ApplicationScene, cause: IncarnationCause, movesWaiting: boolean): void {
  const ids = { uuid: v7 };
  desk
    .db()
    .client.transaction(() =>
      beginIncarnation(
        { db: desk.db(), clock: desk.clock, ids, record: () => undefined } as never,
        cause,
        movesWaiting,
      ),
    )();
}

test('别的登记台抢先报这个编号：不收，说编号不是它编的；真的那一份照样登记、有效', async () => {
  const [mine, other] = [await issued(), await another()];
  const bait = await issued(other);
  rewriteLast(bait.row.id, saidBy(other, mine.row.number), other);
  expect((await push({}, other)).changes).toEqual({ received: 0, refused: 1, waiting: 0 });
  expect(await reasons(bait.id)).toEqual(['certificate-unproven']);
  const [stuck] = await other.do('reviewer', 'sync.stuck', {});
  expect(stuck).toMatchObject({ reason: expect.stringContaining(`编号 ${mine.row.number} 不是这台登记台编的`) });
  expect((await check(mine.proof.line)).verdict).toBe('unregistered');
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  expect((await check(mine.proof.line)).verdict).toBe('genuine');
});

test('它连登记台字符也冒充：自己名下登记得上，真的那一份照样登记，扫码、键入都有效', async () => {
  const [mine, other] = [await issued(), await another()];
  const bait = await issued(other);
  const { incarnation } = readInstallation(scene().desk.db());
  rewriteLast(bait.row.id, { ...saidBy(other, mine.row.number), incarnation }, other);
  expect((await push({}, other)).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  expect((await check(mine.proof.line)).verdict).toBe('unregistered');
  expect((await check(mine.row.number, mine.proof.code)).sentence).toContain('以二维码为准');
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  expect((await check(mine.proof.line)).verdict).toBe('genuine');
  const typed = await check(mine.row.number, mine.proof.code);
  expect(typed).toMatchObject({ verdict: 'genuine', desk: readDesk(scene()) });
  // taken back there, under the same number: nothing of this one
  await other.do('reviewer', 'certificate.withdraw', { certificateId: bait.row.id, reason: '转出学校写错了' });
  rewriteLast(bait.row.id, { ...saidBy(other, mine.row.number), incarnation }, other);
  expect((await push({}, other)).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  expect((await check(mine.proof.line)).verdict).toBe('genuine');
});

test('它登记了这个编号，真的那一份还先留着：键入核验码查得到是先留着，不说对不上', async () => {
  const [mine, other] = [await issued(), await another()];
  const bait = await issued(other);
  const { incarnation } = readInstallation(scene().desk.db());
  rewriteLast(bait.row.id, { ...saidBy(other, mine.row.number), incarnation }, other);
  await push({}, other);
  rewriteLast(mine.row.id, { candidacyId: v7() });
  expect((await push()).changes).toEqual({ received: 0, refused: 0, waiting: 1 });
  expect((await check(mine.row.number, mine.proof.code)).verdict).toBe('unregistered');
});

test('别的登记台拿这份证明的原文报撤销，先留着或者不收：真的那一份照样有效', async () => {
  const [mine, other] = [await issued(), await another()];
  await push();
  const { facts, signature } = certifiedOf(mine);
  const withdrawn = { at: '2027-03-01T03:00:00.000Z', reason: '不是我出具的' };
  const [parked, refused] = [await issued(other), await issued(other)];
  rewriteLast(parked.row.id, { certified: facts, signature, withdrawn, candidacyId: v7() }, other);
  rewriteLast(refused.row.id, { certified: facts, signature, withdrawn }, other);
  expect((await push({}, other)).changes).toEqual({ received: 0, refused: 1, waiting: 1 });
  expect((await check(mine.proof.line)).verdict).toBe('genuine');
  // its own withdrawal, which waits for its turn, is not hidden by the other's
  await withdraw(mine.row.id);
  rewriteLast(mine.row.id, { follows: v7() });
  expect((await push()).changes).toMatchObject({ refused: 0, waiting: 1 });
  expect((await check(mine.proof.line)).verdict).toBe('undecided');
});

test.each([
  ['从备份恢复', 'restored', false],
  ['拷到别处', 'moved', false],
  ['自治区知道的更多', 'regionKnowsMore', true],
] as const)('文件%s以后是另一次打开：先前出具的照样登记，撤销也收', async (_name, cause, movesWaiting) => {
  const id = await graded();
  opensAnew(scene(), cause, movesWaiting);
  // the region has never heard of the opening that gives the number, but from the message itself
  const mine = await issueCertificate(scene(), id);
  opensAnew(scene(), cause, movesWaiting);
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  expect((await check(mine.proof.line)).verdict).toBe('genuine');
  opensAnew(scene(), cause, movesWaiting);
  await withdraw(mine.row.id);
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  expect(await told(id)).toEqual(['stored', 'stored']);
  expect((await check(mine.proof.line)).verdict).toBe('withdrawn');
});

test.each([
  ['那一次打开自己联过网', true],
  ['那一次打开的考籍记录后来送到', false],
])('旧程序出具、没有报过，文件又是另一次打开：%s，登记得上', async (_name, isHeard) => {
  const ready = isHeard ? await graded() : null;
  opensAnew(scene(), 'moved', false);
  if (isHeard) await push();
  const mine = ready ? await issueCertificate(scene(), ready) : await issued();
  scene().desk.db().client.exec(`DROP TRIGGER change_message_is_never_deleted; DELETE FROM change_message`);
  opensAnew(scene(), 'moved', false);
  expect((await push()).changes).toMatchObject({ refused: 0, waiting: 0 });
  expect((await check(mine.proof.line)).verdict).toBe('genuine');
});

function readDesk({ desk }: ApplicationScene) {
  const { deviceId, officeId, deskName } = readInstallation(desk.db());
  return { deviceId, officeId, deskName };
}
