import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { issueAt } from '../fixtures/region-staff.ts';
import { buildRecord, deskA, deskB, idNumberOf, sha256 } from './build-record.ts';
import { databasesUnderTest, makeReceiver, post, receiptOf, type TestReceiver } from './make-receiver.ts';

describe.each(databasesUnderTest())('接收端认人（%s）', (on) => {
  let receiver: TestReceiver;
  beforeAll(async () => {
    receiver = await makeReceiver({ on });
  });
  afterAll(() => receiver.stop());

  const send = async (...parts: Parameters<typeof buildRecord>) =>
    receiptOf(await post(receiver, buildRecord(...parts).frame));
  const linesOf = async (...ids: readonly string[]) =>
    (await receiver.report()).candidacies.filter((line) => ids.includes(line.candidacyId));

  test('两台登记同一学生：一个人，两个编号都查得到，两张照片都留，一件待核', async () => {
    const [a, b] = [v7(), v7()];
    const before = (await receiver.report()).counts;
    const photoB = makeJpeg(5001);
    const first = await send({ serial: 1, facts: { candidacyId: a, deviceId: deskA } });
    const second = await send({ serial: 1, facts: { candidacyId: b, deviceId: deskB }, photo: photoB });
    expect(first).toMatchObject({ outcome: 'stored', canonicalCandidacyId: a, caseId: null });
    expect(second).toMatchObject({ outcome: 'joined', canonicalCandidacyId: a });
    expect(second.caseId).not.toBeNull();
    const { counts } = await receiver.report();
    expect(counts).toEqual({
      ...before,
      messages: before.messages + 2,
      persons: before.persons + 1,
      candidacies: before.candidacies + 2,
      revisions: before.revisions + 2,
      captures: before.captures + 2,
      photos: before.photos + 2,
      openCases: before.openCases + 1,
    });
    const lines = await linesOf(a, b);
    expect(new Set(lines.map((line) => line.personId)).size).toBe(1);
    expect(lines.map((line) => line.canonicalCandidacyId)).toEqual([a, a]);
    expect(lines.find((line) => line.candidacyId === b)?.photoSha256).toBe(sha256(photoB));
  });

  test('第三台再来，还是同一件', async () => {
    const before = (await receiver.report()).counts;
    const third = await send({ serial: 1, facts: { deviceId: v7() }, photo: makeJpeg(5002) });
    expect(third.outcome).toBe('joined');
    const { counts } = await receiver.report();
    expect([counts.persons, counts.openCases]).toEqual([before.persons, before.openCases]);
  });

  test('两台同时送来同一学生，仍是一个人', async () => {
    const before = (await receiver.report()).counts;
    const records = [deskA, deskB, v7(), v7()].map((deviceId, index) =>
      buildRecord({ serial: 2, facts: { deviceId }, photo: makeJpeg(5100 + index) }),
    );
    const receipts = (await Promise.all(records.map(({ frame }) => post(receiver, frame)))).map(receiptOf);
    expect(receipts.map((one) => one.outcome).sort()).toEqual(['joined', 'joined', 'joined', 'stored']);
    const { counts } = await receiver.report();
    expect([counts.persons, counts.openCases]).toEqual([before.persons + 1, before.openCases + 1]);
  });

  test('新的一稿替换旧的；旧稿后到，只留底', async () => {
    const candidacyId = v7();
    const of = (revision: number) => ({
      serial: 3,
      facts: { candidacyId, revision, replaces: revision === 1 ? null : revision - 1 },
      photo: makeJpeg(5200 + revision),
      data: { mobile: `1390476000${revision}` },
    });
    for (const revision of [2, 1, 3]) expect((await send(of(revision))).outcome).toBe('stored');
    const [line] = await linesOf(candidacyId);
    expect(line).toMatchObject({ revision: 3, photoSha256: sha256(makeJpeg(5203)) });
  });

  test('别的旗县拿同一编号送来更高的一稿：不采用，说清为什么，原来的还在生效；本旗县的下一稿照收', async () => {
    const candidacyId = v7();
    const photo = makeJpeg(5250);
    const of = (revision: number) => ({ candidacyId, revision, replaces: revision === 1 ? null : revision - 1 });
    await send({ serial: 10, facts: of(1), photo });
    const before = (await receiver.report()).counts;
    for (const revision of [1, 2, 7]) {
      const foreign = { ...of(revision), deviceId: deskB, officeId: v7() };
      const receipt = await send({ serial: 11, facts: foreign, data: { fullName: '冒名' } });
      expect(receipt).toMatchObject({ outcome: 'refused', canonicalCandidacyId: null, caseId: null });
      expect(receipt.reason).toMatchObject({ code: 'other-office', sentence: expect.stringContaining('别的旗县') });
    }
    const { counts } = await receiver.report();
    const kept = ['revisions', 'captures', 'persons', 'candidacies', 'openCases'] as const;
    for (const one of kept) expect(counts[one]).toBe(before[one]);
    expect(counts.refused).toBe(before.refused + 3);
    expect(await linesOf(candidacyId)).toMatchObject([{ revision: 1, photoSha256: sha256(photo) }]);
    expect((await send({ serial: 10, facts: of(2), photo })).outcome).toBe('stored');
    expect(await linesOf(candidacyId)).toMatchObject([{ revision: 2 }]);
  });

  test('转走以后，转出的旗县再送更高的一稿：不采用；转走以前的、转入的旗县的照收', async () => {
    const candidacyId = v7();
    const [from, to] = ['0198f000-0000-7000-8000-000000000001', v7()];
    const of = (revision: number, officeId: string) => ({
      facts: { candidacyId, revision, replaces: revision === 1 ? null : revision - 1, officeId },
      serial: 12,
    });
    await send(of(2, from));
    const decided = { decidedBy: '自治区教育考试院', decidedAt: '2026-11-23T01:00:00.000Z' };
    const notice = {
      ...{ v: 1, kind: 'arrival', noticeId: v7(), officeId: to, issuedAt: '2026-11-23T01:00:00.000Z' },
      ...{
        candidacyId,
        applicationId: v7(),
        standing: 'inEffect',
        candidacyNo: null,
        formerNumbers: [],
        classCode: null,
      },
      ...{ fromSchool: { code: null, name: null }, joiningSchool: { code: '1504020001', name: '红山区实验中学' } },
      ...{ message: { messageId: v7(), revision: 2, body: '{}' }, receipt: { body: '{}', signature: '' }, ...decided },
    };
    await issueAt(receiver, { act: 'issue', notice });
    expect(await send(of(3, from))).toMatchObject({ outcome: 'refused', reason: { code: 'other-office' } });
    expect(await linesOf(candidacyId)).toMatchObject([{ revision: 2 }]);
    expect((await send(of(1, from))).outcome).toBe('stored');
    expect((await send(of(3, to))).outcome).toBe('stored');
    expect(await linesOf(candidacyId)).toMatchObject([{ revision: 3 }]);
  });

  test('同一稿有两份不同的报文（副本写的）：都留，开一件', async () => {
    const candidacyId = v7();
    const before = (await receiver.report()).counts;
    await send({ serial: 4, facts: { candidacyId } });
    const copy = await send({ serial: 4, facts: { candidacyId }, photo: makeJpeg(5300) });
    expect(copy).toMatchObject({ outcome: 'stored', canonicalCandidacyId: candidacyId });
    expect(copy.caseId).not.toBeNull();
    const { counts } = await receiver.report();
    expect([counts.captures, counts.openCases]).toEqual([before.captures + 2, before.openCases + 1]);
  });

  test('号码相同、证件种类或入学年份不同：两个人，开一件，不并', async () => {
    const before = (await receiver.report()).counts;
    await send({ serial: 5 });
    const booklet = await send({ serial: 5, data: { documentType: 'householdBooklet' } });
    expect(booklet.outcome).toBe('stored');
    expect(booklet.caseId).not.toBeNull();
    const { counts } = await receiver.report();
    expect([counts.persons, counts.openCases]).toEqual([before.persons + 2, before.openCases + 1]);
  });

  test('新稿改正了证件号：人跟着走，原号码空出来', async () => {
    const candidacyId = v7();
    const before = (await receiver.report()).counts;
    await send({ serial: 6, facts: { candidacyId } });
    const corrected = { documentNumber: idNumberOf(7) };
    const second = await send({ serial: 6, facts: { candidacyId, revision: 2, replaces: 1 }, data: corrected });
    expect(second).toMatchObject({ outcome: 'stored', caseId: null });
    expect((await send({ serial: 6 })).outcome).toBe('stored');
    expect((await send({ serial: 7 })).outcome).toBe('joined');
    expect((await receiver.report()).counts.persons).toBe(before.persons + 2);
  });

  test('并错的一份改正号码后，从原来的人分出来', async () => {
    const [a, b] = [v7(), v7()];
    await send({ serial: 8, facts: { candidacyId: a } });
    expect((await send({ serial: 8, facts: { candidacyId: b, deviceId: deskB } })).outcome).toBe('joined');
    const apart = await send({
      serial: 8,
      facts: { candidacyId: b, deviceId: deskB, revision: 2, replaces: 1 },
      data: { documentNumber: idNumberOf(9) },
    });
    expect(apart).toMatchObject({ outcome: 'stored', canonicalCandidacyId: b });
    const lines = await linesOf(a, b);
    expect(new Set(lines.map((line) => line.personId)).size).toBe(2);
  });
});
