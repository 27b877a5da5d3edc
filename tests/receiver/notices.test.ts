import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IssueAnswer } from '#shared/wire/issue-v2.ts';
import { type PullLine, pullLine } from '#shared/wire/pull-v2.ts';
import { readNotice } from '#shared/wire/region-notice.ts';
import { signatureHolds } from '../../src-main/security/signature.ts';
import { regionKeys } from '../fixtures/county.ts';
import { databasesUnderTest, makeReceiver, type TestReceiver } from './make-receiver.ts';

const ours = '0198f000-0000-7000-8000-000000000001';
const theirs = '0198f000-0000-7000-8000-000000000002';

type Page = { readonly bodies: readonly string[]; readonly cursor: string; readonly more: boolean };

/** One page as an office asks for it. */
async function pull(receiver: TestReceiver, office: string, cursor?: string, limit?: number): Promise<Page> {
  const query = new URLSearchParams({ office, ...(cursor && { cursor }), ...(limit && { limit: String(limit) }) });
  const answer = await fetch(`${receiver.url}/v2/pull?${query}`);
  expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
  const texts = (await answer.text()).split('\n').filter((text) => text !== '');
  const lines: PullLine[] = texts.map((text) => pullLine.parse(JSON.parse(text)));
  const end = lines.at(-1);
  if (!end || !('end' in end)) throw new Error('page without an end');
  const notices = lines.flatMap((line) => ('notice' in line ? [line.notice] : []));
  for (const { body, signature } of notices) expect(signatureHolds(body, signature, regionKeys.publicKey)).toBe(true);
  return { bodies: notices.map(({ body }) => body), cursor: end.cursor, more: end.more };
}

/** Administration of the running receiver; `word` replaces the right one. */
async function issue(receiver: TestReceiver, acts: readonly unknown[], word?: string): Promise<Response> {
  const token = word ?? (await readFile(join(receiver.folder, 'admin-token'), 'utf8'));
  return fetch(`${receiver.url}/v2/notices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ acts }),
  });
}

const decision = (office: string | null, by = '考试院') => ({
  act: 'decide',
  office,
  application: v7(),
  outcome: 'agreed',
  by,
});
const issued = async (receiver: TestReceiver, acts: readonly unknown[]) => {
  const answer = await issue(receiver, acts);
  expect(answer.status).toBe(200);
  return (await answer.json()) as IssueAnswer;
};

describe.each(databasesUnderTest())('接收端发出的通知（%s）', (on) => {
  let receiver: TestReceiver;
  beforeAll(async () => {
    receiver = await makeReceiver({ on });
  });
  afterAll(() => receiver.stop());

  test('各办公室只取到自己的和给大家的，先发的在前；从游标往后一条不重', async () => {
    const { notices } = await issued(receiver, [decision(ours), decision(theirs), decision(null), decision(ours)]);
    const [first, other, all, last] = notices.map((notice) => notice.body);
    const page = await pull(receiver, ours);
    expect(page).toMatchObject({ bodies: [first, all, last], more: false });
    expect((await pull(receiver, theirs)).bodies).toEqual([other, all]);
    expect(await pull(receiver, ours, page.cursor)).toEqual({ bodies: [], cursor: page.cursor, more: false });
    const next = await issued(receiver, [decision(ours)]);
    expect((await pull(receiver, ours, page.cursor)).bodies).toEqual([next.notices[0]?.body]);
  });

  test('分页：每页不超过要的条数，连起来就是全部', async () => {
    const office = v7();
    const { notices } = await issued(
      receiver,
      Array.from({ length: 7 }, () => decision(office)),
    );
    const bodies: string[] = [];
    let page = await pull(receiver, office, undefined, 3);
    const sizes = [page.bodies.length];
    bodies.push(...page.bodies);
    while (page.more) {
      page = await pull(receiver, office, page.cursor, 3);
      sizes.push(page.bodies.length);
      bodies.push(...page.bodies);
    }
    const own = bodies.filter((body) => readNotice(body)?.officeId === office);
    expect(own).toEqual(notices.map((notice) => notice.body));
    expect(Math.max(...sizes)).toBe(3);
  });

  test('中间断了：用最后一条自己的游标接着取', async () => {
    const office = v7();
    await issued(receiver, [decision(office), decision(office), decision(office)]);
    const answer = await fetch(`${receiver.url}/v2/pull?office=${office}`);
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((text) => pullLine.parse(JSON.parse(text)));
    const places = lines.flatMap((line) => ('notice' in line ? [{ c: line.c, body: line.notice.body }] : []));
    const cut = places.at(-2);
    expect((await pull(receiver, office, cut?.c)).bodies).toEqual([places.at(-1)?.body]);
  });

  test('别处的、乱写的游标：从头给', async () => {
    const whole = await pull(receiver, ours);
    const strange = Buffer.from(`${v7()}.9999999.1`).toString('base64url');
    expect(await pull(receiver, ours, strange)).toEqual(whole);
    expect(await pull(receiver, ours, 'x')).toEqual(whole);
  });

  test.each(['', '?office=x', `?office=${ours}&limit=0`, `?office=${ours}&limit=501`, `?office=${ours}&cursor=%20`])(
    '取的时候写错了“%s”：400',
    async (query) => {
      expect((await fetch(`${receiver.url}/v2/pull${query}`)).status).toBe(400);
    },
  );

  test('没有管理口令：当作没有这个地址，什么也不发', async () => {
    const before = await pull(receiver, ours);
    expect((await issue(receiver, [decision(ours)], 'x'.repeat(43))).status).toBe(404);
    expect(await pull(receiver, ours)).toEqual(before);
  });

  test('同一条再发一次只算重复；编号一样内容不同，整批都不发', async () => {
    const notice = {
      v: 1,
      kind: 'acceptance',
      noticeId: v7(),
      officeId: ours,
      issuedAt: '2026-11-24T02:00:00.000Z',
      candidacyId: v7(),
      revision: 1,
      decidedAt: '2026-11-24T02:00:00.000Z',
      candidacyNo: null,
    };
    expect(await issued(receiver, [{ act: 'issue', notice }])).toMatchObject({ repeated: 0, notices: [{}] });
    expect(await issued(receiver, [{ act: 'issue', notice }])).toMatchObject({ repeated: 1, notices: [] });
    // the same revision accepted under another id is accepted already
    const twice = { ...notice, noticeId: v7() };
    expect(await issued(receiver, [{ act: 'issue', notice: twice }])).toMatchObject({ repeated: 1, notices: [] });
    const before = await pull(receiver, ours);
    const other = { ...notice, revision: 2 };
    const refused = await issue(receiver, [decision(ours), { act: 'issue', notice: other }]);
    expect([refused.status, ((await refused.json()) as { title: string }).title]).toEqual([
      400,
      expect.stringContaining('第 2 条的通知编号已经用过'),
    ]);
    expect((await issue(receiver, [decision(ours), { act: 'issue', notice: { kind: 'edition' } }])).status).toBe(400);
    expect(await pull(receiver, ours)).toEqual(before);
  });
});

describe('接收端从备份恢复之后', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-restored-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('说了是恢复的：旧游标从头给，一条不漏；没说的照旧接着给', async () => {
    const first = await makeReceiver({ folder });
    const { notices } = await issued(first, [decision(ours), decision(ours)]);
    const { cursor } = await pull(first, ours);
    await first.stop();
    const same = await makeReceiver({ folder });
    expect((await pull(same, ours, cursor)).bodies).toEqual([]);
    await same.stop();
    await (await makeReceiver({ folder, restored: true })).stop();
    const restored = await makeReceiver({ folder });
    expect((await pull(restored, ours, cursor)).bodies).toEqual(notices.map((notice) => notice.body));
    await restored.stop();
  });
});
