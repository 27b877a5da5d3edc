import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { keyFingerprint } from '../../src-main/security/signature.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { backUp, incarnationOf, ledgerOf, openAgain, putBack, rows, sums, toldLedgerOf } from '../sync/put-back.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';
import { changeMobile } from '../sync/tell-changes.ts';
import { makeStickRegion } from './stick-region.ts';

describe('从来没有网络的登记台，从备份恢复', { timeout: 300_000 }, () => {
  const region = makeStickRegion();
  const backups: string[] = [];
  let desk: TestDesk;
  let serial = 400;
  let parcels = 0;
  beforeEach(async () => {
    desk = await makeDesk();
  });
  afterEach(() => desk.close());
  afterAll(async () => {
    await region.remove();
    for (const backup of backups) rmSync(backup, { recursive: true, force: true });
  });
  const release = async (count: number) => {
    serial += count;
    const data = Array.from({ length: count }, (_none, back) => pupilData(serial - back));
    await releasePupils(desk, data, serial);
  };
  const keep = (backup: string) => {
    backups.push(backup);
    return backup;
  };
  /** There and back: what the region's program said, and what the desk made of the answer. `more`: files left on the stick. */
  const carry = async (more: readonly string[] = []) => {
    parcels += 1;
    const [there, back] = [`${parcels}.kaoji-parcel`, `${parcels}-answer.kaoji-parcel`];
    const written = value(await region.write(desk, there));
    const fingerprint = keyFingerprint(readInstallation(desk.db()).devicePublicKey);
    // those of before come first: which one was named first is chance
    const files = [...new Set([...more, there, ...(written?.changes ? [written.changes.fileName] : [])])];
    const taken = await region.take(files, back, ['--enrol', fingerprint]);
    if (taken.refused) throw new Error(taken.said);
    return { written, said: taken.said, back, read: value(await region.readBack(desk, back)) };
  };
  const mayHaveLost = async () => value(await desk.call('sync.status', {})).mayHaveLost;

  test('今天送过的随回执包回来：照片、回执、台账和恢复以前一字不差，每件事一次；新办的照常送', async () => {
    await release(2);
    await carry();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    const before = incarnationOf(desk);
    await release(3);
    const old = await carry();
    expect(old.read).toMatchObject({ regainLeft: 0 });
    const [ledger, books] = [ledgerOf(desk), await sums(desk)];
    expect(ledger).toHaveLength(5);
    expect(await mayHaveLost()).toBe(false);

    desk = await putBack(desk, backup);
    expect(incarnationOf(desk)).not.toBe(before);
    expect(await mayHaveLost()).toBe(true);
    // an answer to the file of before says nothing of what is missing in this one
    expect(value(await region.readBack(desk, old.back))).toMatchObject({ received: 0, regainLeft: 0, strange: 3 });
    expect(await mayHaveLost()).toBe(true);
    // nothing to send, and the parcel goes all the same
    const asked = await carry();
    expect(asked.written).toMatchObject({ records: 0, left: 0 });
    expect(asked.said).toContain('这里收着的 3 份跟着带回');
    expect(asked.read).toMatchObject({ regained: 3, regainLeft: 0, received: 0, strange: 0, waiting: 0 });
    expect(ledgerOf(desk)).toEqual(ledger);
    expect(await sums(desk)).toEqual(books);
    expect(rows(desk, `SELECT 1 FROM capture WHERE state = 'used'`)).toHaveLength(5);
    expect(await mayHaveLost()).toBe(false);

    // the same answer once more, in a new life of the program too
    desk = await openAgain(desk);
    expect(value(await region.readBack(desk, asked.back))).toMatchObject({ regained: 0, regainLeft: 0 });
    expect(ledgerOf(desk)).toEqual(ledger);
    expect(rows(desk, `SELECT 1 FROM event WHERE kind = 'candidacy.regained'`)).toHaveLength(3);
    expect(JSON.stringify(await region.write(desk, 'none.kaoji-parcel'))).toContain('没有要送的');

    await release(2);
    const next = await carry();
    expect(next.read).toMatchObject({ received: 2, regained: 0, waiting: 0 });
    const { said } = await region.start('desks.ts', ['--list']);
    expect(said).toContain(before);
    expect(said).toContain(`${incarnationOf(desk)}，从第 3 号起`);
  });

  test('报过的变动也随回执包回来：回执和恢复以前一字不差，效果在；又办成另一样的，自治区不认，列出来', async () => {
    await release(2);
    await carry();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    const [one = '', other = ''] = rows(desk, 'SELECT id FROM candidacy ORDER BY id').map((row) => String(row['id']));
    await changeMobile(desk, one, '13904768801');
    await changeMobile(desk, one, '13904768802');
    await changeMobile(desk, other, '13904768803');
    const old = await carry();
    expect(old.read).toMatchObject({ changes: { received: 3 }, changesBack: { regained: 0, left: null } });
    const ledger = toldLedgerOf(desk);
    expect(ledger).toHaveLength(3);

    desk = await putBack(desk, backup);
    expect(await mayHaveLost()).toBe(true);
    // done anew before anything came back: the region takes the first, and says so
    await changeMobile(desk, other, '13904768899');
    // the file of before is still on the stick, and is read along
    const asked = await carry([old.written?.changes?.fileName ?? '']);
    expect(asked.said).toContain('变动 3 项跟着带回');
    expect(asked.read).toMatchObject({ regained: 0, changesBack: { regained: 3, left: 0 }, changes: { refused: 1 } });
    expect(toldLedgerOf(desk)).toEqual(expect.arrayContaining(ledger));
    expect(toldLedgerOf(desk)).toHaveLength(4);
    expect(await mayHaveLost()).toBe(false);
    const mobile = (id: string) => rows(desk, `SELECT mobile FROM candidacy WHERE id = '${id}'`)[0]?.['mobile'];
    expect([mobile(one), mobile(other)]).toEqual(['13904768802', '13904768899']);
    const cases = rows(desk, `SELECT sentence FROM case_file WHERE kind = 'regionConflict' AND state = 'open'`);
    expect(cases).toHaveLength(1);
    for (const part of ['8803', '8899']) expect(String(cases[0]?.['sentence'])).toContain(part);
    // the same answer once more, in a new life of the program too
    desk = await openAgain(desk);
    expect(value(await region.readBack(desk, asked.back))).toMatchObject({ changesBack: { regained: 0, left: 0 } });
    expect(rows(desk, `SELECT 1 FROM event WHERE kind = 'change.regained'`)).toHaveLength(3);
    // decided by people: done once more, and the region takes it
    await changeMobile(desk, other, '13904768804');
    expect((await carry()).read).toMatchObject({ changes: { received: 1, refused: 0 } });
  });

  test('备份是开着的时候拷的，本机看不出：号码用重了，回执包一来就另起一段，两边的都在', async () => {
    await release(1);
    await carry();
    desk.db().client.pragma('wal_checkpoint(TRUNCATE)');
    const copy = keep(mkdtempSync(join(tmpdir(), 'kaoji-backup-')));
    cpSync(desk.folder, copy, { recursive: true });
    await release(2);
    await carry();
    const ledger = ledgerOf(desk);
    desk.desk.close();
    writeFileSync(join(desk.folder, 'desk', 'desk.db'), readFileSync(join(copy, 'desk', 'desk.db')));
    desk = await openAgain(desk);
    const before = incarnationOf(desk);
    await release(2);
    const { read } = await carry();
    expect(incarnationOf(desk)).not.toBe(before);
    expect(read).toMatchObject({ regained: 2, regainLeft: 0, received: 2, waiting: 0 });
    expect(ledgerOf(desk)).toHaveLength(5);
    expect(ledgerOf(desk)).toEqual(expect.arrayContaining(ledger));
    expect(await sums(desk)).toMatchObject({ known: 5, balanced: true, parts: { received: 5 } });
  });

  test('取回的半路停电：已取的留着，再读同一个回执包接着取，没有一份两次', async () => {
    await release(1);
    await carry();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await release(4);
    await carry();
    const [ledger, books] = [ledgerOf(desk), await sums(desk)];
    desk = await putBack(desk, backup);
    const ids = desk.desk.gate.options.ids as { uuid: () => string };
    const really = ids.uuid;
    ids.uuid = () => {
      if (rows(desk, 'SELECT 1 FROM regained_message').length >= 2) throw new Error('power cut');
      return really();
    };
    await expect(carry()).rejects.toThrow();
    // the second was under way and was taken back whole
    expect(rows(desk, 'SELECT 1 FROM regained_message')).toHaveLength(1);
    ids.uuid = really;
    desk = await openAgain(desk);
    expect(value(await region.readBack(desk, `${parcels}-answer.kaoji-parcel`))).toMatchObject({ regained: 3 });
    expect(ledgerOf(desk)).toEqual(ledger);
    expect(await sums(desk)).toEqual(books);
    expect(rows(desk, `SELECT 1 FROM event WHERE kind = 'candidacy.regained'`)).toHaveLength(4);
  });

  test('停用了的登记台送来的包：留着等人决定，本机说得出；收下的、不收的，再读一次同一个包就回来', async () => {
    await release(1);
    await carry();
    const { deviceId } = readInstallation(desk.db());
    const people = ['--by', '苏日娜', '--reason'];
    await region.start('desks.ts', ['--revoke', deviceId, ...people, '电脑丢了']);
    await release(2);
    const first = await carry();
    expect(first.said).toContain('收下 0 份');
    expect(first.said).toContain(`2 份留着等人决定：desks.ts --accept ${deviceId}`);
    expect(first.read).toMatchObject({ received: 0, undecided: 2, waiting: 2 });
    const stuck = value(await desk.call('sync.stuck', {}));
    expect(stuck.map(({ reason }) => reason)).toEqual(Array(2).fill(expect.stringContaining('等自治区的人决定')));
    expect((await region.start('desks.ts', ['--list'])).said).toContain('已停用，到');
    expect((await region.start('desks.ts', ['--list'])).said).toContain('2 份等人决定');
    expect((await region.start('desks.ts', ['--accept', deviceId, ...people, '核对过'])).said).toContain('办完 2 份');
    const again = await carry();
    expect(again.read).toMatchObject({ received: 2, undecided: 0, waiting: 0 });
    await release(1);
    expect((await carry()).read).toMatchObject({ undecided: 1, waiting: 1 });
    expect((await region.start('desks.ts', ['--refuse', deviceId, ...people, '照片不是本人'])).said).toContain(
      '办完 1 份',
    );
    expect((await carry()).read).toMatchObject({ refused: 1, waiting: 0 });
    const [line] = value(await desk.call('sync.outbox', { state: 'refused' }));
    expect(line?.reason).toContain('照片不是本人');
    expect((await region.start('desks.ts', ['--list'])).said).not.toContain('等人决定');
  });

  test('停用了的登记台：什么也不带回', async () => {
    await release(1);
    await carry();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await release(1);
    await carry();
    const { deviceId } = readInstallation(desk.db());
    desk = await putBack(desk, backup);
    await region.start('desks.ts', ['--revoke', deviceId, '--by', '苏日娜', '--reason', '电脑丢了']);
    const { said, read } = await carry();
    expect(said).not.toContain('带回 1');
    expect(read).toMatchObject({ regained: 0, regainLeft: null });
    expect(await mayHaveLost()).toBe(true);
  });
});
