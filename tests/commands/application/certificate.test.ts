import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certifiedText, readCertificateLine } from '../../../shared/wire/certificate-text.ts';
import { findCertificate } from '../../../src-main/db/store/certificate.ts';
import { readInstallation } from '../../../src-main/db/store/office.ts';
import { resultConflicts } from '../../../src-main/db/store/result-source.ts';
import { qrPicture } from '../../../src-main/print/qr-picture.ts';
import { signatureHolds } from '../../../src-main/security/signature.ts';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import {
  handInForCertificate,
  issuedCertificate,
  certificateRequest as request,
  withResults,
} from '../../fixtures/certificate-scene.ts';
import { fault, refusedBy } from '../../fixtures/desk-scene.ts';
import { paperPrinter } from '../../fixtures/paper-printer.ts';

const { paper, services, target, remove } = paperPrinter('certificate.pdf');

describe('成绩证明（三（二））', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene(undefined, undefined, services);
  });
  afterAll(() => {
    scene.desk.close();
    remove();
  });
  const db = () => scene.desk.db();
  const issued = (sequence: number) => issuedCertificate(scene, sequence);
  const verify = (text: string, code = '') => scene.do('auditor', 'certificate.verify', { text, code });

  it('没有成绩先放着；学籍没有转出的证据先放着；准备的人不能出具', async () => {
    const bare = await scene.inEffect(21);
    const { applicationId } = await scene.start('clerk', bare, request);
    await scene.attach('clerk', applicationId, 'leavingProof');
    const submit = async (one: string) =>
      refusedBy(
        await scene.ask('clerk', 'application.submit', {
          applicationId: one,
          version: scene.versionOf(one),
          applicantPresent: true,
        }),
      );
    // no results from anywhere: unknown, and what is unknown is not certified
    expect(await submit(applicationId)).toEqual(['certificate.has-results']);
    const id = await withResults(scene, 23, 'pass');
    const begun = await scene.start('clerk', id, request);
    expect(await submit(begun.applicationId)).toEqual(['certificate.enrolment-has-left']);
    // results are here now, and none of them is theirs
    expect(await submit(applicationId)).toEqual(['certificate.has-results']);
    expect(
      fault(
        await scene.ask('clerk', 'application.agree', {
          items: [{ applicationId: begun.applicationId, version: scene.versionOf(begun.applicationId) }],
        }),
      ).kind,
    ).toBe('forbidden');
  });

  it('出具：编号一份一个，内容定下；打印记次数、用途；纸上只有合格性成绩', async () => {
    const { applicationId, row, proof } = await issued(25);
    expect(row.number).toMatch(/^KZ-150430-2027-[0-9A-F]{6}-0001$/);
    const printed = await scene.do('clerk', 'certificate.print', {
      certificateId: row.id,
      purpose: '交张家口市第一中学',
    });
    expect(printed).toEqual({ fileName: 'certificate.pdf', copy: 1 });
    expect(readFileSync(target, 'latin1')).toContain('%PDF');
    expect(paper.suggested).toBe(`成绩证明-${row.number}.pdf`);
    for (const part of [
      row.number,
      proof.code,
      '语文',
      '合格',
      '数学',
      '不合格',
      '第 1 次打印',
      '2027 年 3 月 1 日',
      '本份用途：交张家口市第一中学',
    ])
      expect(paper.page).toContain(part);
    // what is scanned is what the region and this desk prove
    expect(paper.page).toContain(await qrPicture(proof.line));
    expect(paper.page).not.toMatch(/选择性|<script|https?:\/\/(?!www\.w3\.org)/);
    await scene.do('reviewer', 'certificate.print', { certificateId: row.id, purpose: '丢失补打' });
    expect(paper.page).toContain('第 2 次打印');
    const prints = db()
      .statement('SELECT position, purpose FROM certificate_print WHERE certificate_id = ? ORDER BY position')
      .all(row.id);
    expect(prints).toEqual([
      { position: 1, purpose: '交张家口市第一中学' },
      { position: 2, purpose: '丢失补打' },
    ]);
    expect(scene.events(row.id)).toEqual(['certificate.issued', 'certificate.printed', 'certificate.printed']);
    expect(await scene.do('school', 'certificate.ofApplication', { applicationId })).toMatchObject({
      prints: 2,
      acts: [],
    });
    // one that stands at a time
    const second = await scene.ask('clerk', 'application.start', { candidacyId: row.candidacyId, request });
    expect(refusedBy(second)).toContain('certificate.none-stands');
    for (const act of [
      `UPDATE certificate SET content = '{}'`,
      'DELETE FROM certificate',
      'DELETE FROM certificate_print',
    ])
      expect(() => db().client.exec(act)).toThrow(/keeps what it says|never/);
    paper.answer = null;
    expect(await scene.do('clerk', 'certificate.print', { certificateId: row.id, purpose: '补打' })).toBeNull();
    paper.answer = target;
    expect(prints).toHaveLength(2);
  });

  it('核验：二维码、编号加核验码；改一个字就对不上；人只说遮着的姓名、号码', async () => {
    const { row, proof } = await issued(27);
    const genuine = await verify(proof.line);
    expect(genuine).toMatchObject({ verdict: 'genuine', number: row.number, issuedOn: '2027-03-01', subjects: 2 });
    const name = String(scene.column(row.candidacyId, 'full_name'));
    const number = String(scene.column(row.candidacyId, 'document_number'));
    for (const whole of [name, number, number.slice(6, 14)]) expect(JSON.stringify(genuine)).not.toContain(whole);
    const holder = {
      fullName: `${name.charAt(0)}*`,
      documentNumber: `${number.slice(0, 6)}********${number.slice(-4)}`,
    };
    expect(genuine.holder).toEqual(holder);
    expect(genuine.sentence).toContain(`姓名是${holder.fullName}，证件号码是 ${holder.documentNumber}`);
    expect(proof.line).not.toContain(name);
    // a real code under changed results is found out by eye
    expect(genuine.sentence).toContain('语文合格、数学不合格');
    expect(await verify(row.number.toLowerCase(), proof.code.toLowerCase().replaceAll('-', ' '))).toMatchObject({
      verdict: 'genuine',
    });
    const flipped = proof.code.startsWith('A') ? `B${proof.code.slice(1)}` : `A${proof.code.slice(1)}`;
    expect(await verify(row.number, flipped)).toMatchObject({ verdict: 'wrong', holder: null });
    expect((await verify(row.number, '')).verdict).toBe('wrong');
    const at = proof.line.length - 30;
    for (const place of [20, 80, 110, at]) {
      const letter = proof.line.charAt(place) === '1' ? '2' : '1';
      const forged = proof.line.slice(0, place) + letter + proof.line.slice(place + 1);
      expect((await verify(forged)).verdict, `${place}`).not.toBe('genuine');
    }
    expect((await verify('KZ-150430-2027-FFFFFF-0009', proof.code)).verdict).toBe('notOfThisDesk');
    expect((await verify('https://example.org/')).verdict).toBe('unreadable');
    // anybody with the desk's public key can tell, without a line
    const read = readCertificateLine(proof.line);
    const { devicePublicKey } = readInstallation(db());
    const text = read ? certifiedText(read.facts) : '';
    expect(signatureHolds(text, read?.signature ?? '', devicePublicKey)).toBe(true);
    expect(signatureHolds(text.replace('2027', '2026'), read?.signature ?? '', devicePublicKey)).toBe(false);
  });

  it('选位置的时候被撤销：不打印，也不留文件', async () => {
    const { row } = await issued(37);
    rmSync(target, { force: true });
    paper.meanwhile = () => scene.do('reviewer', 'certificate.withdraw', { certificateId: row.id, reason: '姓名写错' });
    const late = await scene.ask('clerk', 'certificate.print', { certificateId: row.id, purpose: '补打' });
    paper.meanwhile = async () => undefined;
    expect(fault(late).kind).toBe('stale');
    expect(existsSync(target)).toBe(false);
  });

  it('没有存上的也记一次：纸上的次数不会少', async () => {
    const { row } = await issued(39);
    paper.answer = `${target}/no-such-folder/certificate.pdf`;
    const unwritten = await scene.ask('clerk', 'certificate.print', { certificateId: row.id, purpose: '补打' });
    paper.answer = target;
    expect(JSON.stringify(fault(unwritten))).toContain('没有存上');
    expect(await scene.do('clerk', 'certificate.print', { certificateId: row.id, purpose: '补打' })).toMatchObject({
      copy: 2,
    });
  });

  it('从备份恢复以后：丢掉的编号不再给别人', async () => {
    const before = await issued(33);
    const { incarnation } = readInstallation(db());
    // the file is older than the certificate, and says so by a new incarnation
    db().client.exec('DROP TRIGGER certificate_is_never_deleted');
    db().statement('DELETE FROM certificate WHERE id = ?').run(before.row.id);
    db().statement('UPDATE installation SET incarnation = ? WHERE id = 1').run(crypto.randomUUID());
    const after = await issued(35);
    db().statement('UPDATE installation SET incarnation = ? WHERE id = 1').run(incarnation);
    expect(after.row.number).not.toBe(before.row.number);
  });

  it('撤销：要原因，只撤一次；核验的人看到已撤销；不再打印，可以重新出具', async () => {
    const { id, row, proof } = await issued(29);
    const clerk = await scene.ask('clerk', 'certificate.withdraw', { certificateId: row.id, reason: '姓名写错' });
    expect(fault(clerk).kind).toBe('forbidden');
    const input = { certificateId: row.id, reason: '姓名写错' };
    expect(await scene.do('reviewer', 'certificate.withdraw', input)).toEqual({});
    expect(await scene.do('reviewer', 'certificate.withdraw', input)).toEqual({});
    expect(scene.events(row.id).filter((kind) => kind === 'certificate.withdrawn')).toHaveLength(1);
    expect(fault(await scene.ask('otherReviewer', 'certificate.withdraw', { ...input, reason: '再撤' })).kind).toBe(
      'stale',
    );
    expect((await verify(proof.line)).verdict).toBe('withdrawn');
    expect(fault(await scene.ask('clerk', 'certificate.print', { certificateId: row.id, purpose: '补打' })).kind).toBe(
      'stale',
    );
    const again = await handInForCertificate(scene, id);
    expect(await scene.agree('reviewer', again)).toMatchObject({ failed: [] });
    expect(findCertificate(db(), 'application_id', again)?.number).not.toBe(row.number);
  });

  it('成绩文件和自治区说的不一样：看得见，先不出具；一致了就行', async () => {
    const id = await withResults(scene, 31, 'fail');
    db().client.exec(`INSERT INTO import_batch (id, kind, state, file_name, file_sha256, created_by, created_at)
      VALUES ('b1', 'subjectResults', 'accepting', '成绩.csv', 's', (SELECT id FROM user_account LIMIT 1), '2027-03-01T00:00:00.000Z')`);
    db()
      .statement(
        `INSERT INTO subject_result (id, candidacy_id, candidacy_no, sitting, subject, outcome, source_sha256, import_batch_id, source_row)
           VALUES ('r1', ?, 'x', '2026-autumn', '01', 'pass', 's', 'b1', 2)`,
      )
      .run(id);
    expect(resultConflicts(db(), id)).toEqual([]);
    db().client.exec(`UPDATE import_batch SET state = 'accepted' WHERE id = 'b1';
      INSERT INTO event SELECT seq + 1, 'e-b1', 'subjectResults.accepted', 'importBatch', 'b1', actor_id, actor_role, device_time,
        monotonic_ms, boot_id, payload_digest, previous_hash, hash FROM event ORDER BY seq DESC LIMIT 1`);
    expect(resultConflicts(db(), id)).toEqual([{ subject: '01', sitting: '2026-autumn' }]);
    const refused = await scene.ask('clerk', 'application.start', { candidacyId: id, request });
    expect(refusedBy(refused)).toEqual(['certificate.results-agree']);
  });
});
