import { expect, test } from 'vitest';
import { certificateLine, certifiedText, readCertificateLine } from '#shared/wire/certificate-text.ts';
import { changeAnswer } from '#shared/wire/changes-v2.ts';
import { countChanges } from '../../src-main/db/store/change-message.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { makeKeyPair, signWith } from '../../src-main/security/signature.ts';
import { insideWindow } from '../fixtures/application-scene.ts';
import { issueCertificate } from '../fixtures/certificate-scene.ts';
import { certificateRegion } from './certificate-region.ts';
import { act } from './enrolled-desk.ts';
import { toldAt } from './tell-changes.ts';

const { receiver, scene, push, asStaff, check, told, issued, withdraw, rewriteLast } = certificateRegion();

test('出具以后报给自治区：只报签名、编号、日子；扫码、键入核验码都查得到有效', async () => {
  const { id, applicationId, row, proof } = await issued();
  expect(countChanges(scene().desk.db())).toMatchObject({ waiting: 1, ready: 0 });
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  const [line] = await toldAt(receiver(), `?candidacy=${id}`);
  const whole = await fetch(`${receiver().url}/v2/change?id=${line?.messageId}`, { headers: asStaff() });
  const { body } = changeAnswer.parse(await whole.json());
  const name = String(scene().column(id, 'full_name'));
  const documentNumber = String(scene().column(id, 'document_number'));
  for (const secret of [name, documentNumber, '语文', 'pass', '张家口']) expect(body).not.toContain(secret);
  expect(JSON.parse(body)).toMatchObject({ certified: { number: row.number }, withdrawn: null, candidacyId: id });
  const answer = await check(proof.line);
  expect(answer).toMatchObject({ verdict: 'genuine', number: row.number, issuedOn: '2027-03-01', withdrawnAt: null });
  expect(answer.holder).toEqual({
    fullName: `${name.charAt(0)}*`,
    documentNumber: `${documentNumber.slice(0, 6)}********${documentNumber.slice(-4)}`,
  });
  for (const secret of [name, documentNumber, documentNumber.slice(6, 14)])
    expect(JSON.stringify(answer)).not.toContain(secret);
  expect(answer.sentence).toContain('没有撤销');
  const typed = await check(
    row.number.toLowerCase().replaceAll('-', '－'),
    proof.code.toLowerCase().replaceAll('-', ' '),
  );
  expect(typed).toEqual(answer);
  expect(JSON.stringify(receiver().log)).not.toContain(row.number);
  const shown = await scene().do('reviewer', 'certificate.ofApplication', { applicationId });
  expect(shown?.told).toMatchObject({ state: 'acknowledged', reason: null });
});

test('撤销也报：自治区说已撤销，原因只告诉自治区的人；旗县重新出具的另算', async () => {
  const { id, row, proof } = await issued();
  await push();
  await withdraw(row.id);
  await withdraw(row.id);
  const again = await issueCertificate(scene(), id);
  expect((await push()).changes).toEqual({ received: 2, refused: 0, waiting: 0 });
  expect(await told(id)).toEqual(['stored', 'stored', 'stored']);
  const answer = await check(proof.line);
  expect(answer).toMatchObject({ verdict: 'withdrawn', withdrawnAt: insideWindow, withdrawnReason: null });
  expect(JSON.stringify(answer)).not.toContain('写错');
  const forStaff = await check(row.number, proof.code, asStaff());
  expect(forStaff).toMatchObject({ verdict: 'withdrawn', withdrawnReason: '转出学校写错了' });
  expect((await check(again.proof.line)).verdict).toBe('genuine');
});

test('出具、撤销都没送过：一次送两项，先后不乱；同一项再送是同一份回执', async () => {
  const { id, row, proof } = await issued();
  await withdraw(row.id);
  await expect(push({ diesAfterTransactions: 3 })).rejects.toThrow('power cut');
  expect((await push()).changes).toMatchObject({ refused: 0, waiting: 0 });
  expect(await told(id)).toEqual(['stored', 'stored']);
  expect((await check(proof.line)).verdict).toBe('withdrawn');
});

test('旧程序出具过、没有报过的：换了新程序，下一次自己报，一份一次', async () => {
  const [stands, gone] = [await issued(), await issued()];
  await withdraw(gone.row.id);
  // as the program before left them: certificates, and no message about any
  scene().desk.db().client.exec(`DROP TRIGGER change_message_is_never_deleted; DELETE FROM change_message`);
  expect((await push()).changes).toEqual({ received: 2, refused: 0, waiting: 0 });
  expect((await push()).changes).toEqual({ received: 0, refused: 0, waiting: 0 });
  expect((await check(stands.proof.line)).verdict).toBe('genuine');
  // whoever wrote that reason did not know that the region would read it
  const { verdict, withdrawnReason, sentence } = await check(gone.proof.line, '', asStaff());
  expect([verdict, withdrawnReason]).toEqual(['withdrawn', '登记台还不报自治区的时候撤销的，原因问出具的旗县']);
  expect(sentence).not.toContain('写错');
});

test('登记台停用：收下登记的仍然算数；没有登记的、停用以后送来的，等人决定', async () => {
  const [before, after] = [await issued(), await issued()];
  // one that was issued and never told
  const hold = `UPDATE change_message SET state = 'acknowledged' WHERE subject_id = '${after.row.id}'`;
  scene().desk.db().client.exec(hold);
  await push();
  const { deviceId } = readInstallation(scene().desk.db());
  await act(receiver(), { act: 'revoke', device: deviceId, by: '苏日娜', reason: '电脑丢了' });
  expect(await check(before.proof.line)).toMatchObject({ verdict: 'genuine' });
  expect((await check(before.proof.line)).sentence).toContain('这台登记台现在已停用，登记仍然算数');
  expect(await check(after.proof.line)).toMatchObject({ verdict: 'deskOver', holder: null });
  // whoever has the desk takes a certificate back: people decide, and nobody relies on it meanwhile
  await withdraw(before.row.id);
  await push();
  await withdraw(after.row.id);
  await push();
  expect([await told(before.id), await told(after.id)]).toEqual([['stored', 'undecided'], ['undecided']]);
  expect((await check(after.proof.line)).verdict).toBe('deskOver');
  expect((await check(before.proof.line)).verdict).toBe('undecided');
  await act(receiver(), { act: 'settle', device: deviceId, outcome: 'accept', by: '苏日娜', reason: '核对过' });
  expect((await check(before.proof.line)).verdict).toBe('withdrawn');
});

test.each([
  ['同一个编号另一份内容', 'certificate-taken', (own: string) => own],
  ['签名不是这台登记台的', 'certificate-unproven', () => makeKeyPair().privateKey],
])('报来的登记，%s：不登记，说得出原因，谁办、下一步；原来那一份照样有效', async (_name, code, keyOf) => {
  const { id, row, proof } = await issued();
  await push();
  const { devicePrivateKey } = readInstallation(scene().desk.db());
  const facts = readCertificateLine(proof.line)?.facts;
  if (!facts) throw new Error('no line');
  await withdraw(row.id);
  const certified = { ...facts, contentSha256: 'a'.repeat(64) };
  const signature = signWith(keyOf(devicePrivateKey), certifiedText(certified));
  rewriteLast(row.id, { certified, signature, withdrawn: null });
  expect((await push()).changes).toEqual({ received: 0, refused: 1, waiting: 0 });
  const lines = await toldAt(receiver(), `?candidacy=${id}&kind=certificate`);
  expect(lines.map(({ reasonCode }) => reasonCode)).toEqual([null, code]);
  const [stuck] = await scene().do('reviewer', 'sync.stuck', {});
  expect(stuck).toMatchObject({ what: '成绩证明', state: 'refused', reason: expect.stringContaining(row.number) });
  expect((await check(proof.line)).verdict).toBe('genuine');
  expect((await check(certificateLine(certified, signature))).verdict).toBe('wrong');
});

test('同一份换一个报文编号再报一遍：收下，还是一份', async () => {
  const { id, row, proof } = await issued();
  await push();
  await withdraw(row.id);
  const { facts, signature } = readCertificateLine(proof.line) ?? {};
  rewriteLast(row.id, { certified: facts, signature, withdrawn: null });
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  expect(await told(id)).toEqual(['stored', 'stored']);
  expect((await check(row.number, proof.code)).verdict).toBe('genuine');
});
