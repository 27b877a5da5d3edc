import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDesk, reopen, type TestDesk, value } from '../../make-desk.ts';

const about = '0199a000-0001-7000-8000-000000000001';
const entry = { form: 'assistedEntry', subjectId: null } as const;
const reason = { form: 'returnReason', subjectId: about } as const;

let desk: TestDesk;
beforeEach(async () => {
  desk = await makeDesk();
  await desk.as('clerk1');
});
afterEach(() => desk.close());

const rows = (): unknown => desk.db().statement('SELECT count(*) FROM form_draft').pluck().get();

describe('draft：没有送出的表单', () => {
  it('存下的照原样读回，后存的整份替换先存的，程序重开还在', async () => {
    expect(value(await desk.call('draft.read', entry))).toBeNull();
    value(await desk.call('draft.save', { ...entry, content: '{"fullName":"王"}' }));
    desk.clock.advance(800);
    const { savedAt } = value(await desk.call('draft.save', { ...entry, content: '{"fullName":"王𬭎"}' }));
    desk = await reopen(desk);
    await desk.as('clerk1');
    expect(value(await desk.call('draft.read', entry))).toEqual({ content: '{"fullName":"王𬭎"}', savedAt });
    expect(rows()).toBe(1);
  });

  it('每个人、每张表单、每个学生各是各的', async () => {
    value(await desk.call('draft.save', { ...entry, content: '"甲"' }));
    value(await desk.call('draft.save', { ...entry, subjectId: about, content: '"乙"' }));
    value(await desk.call('draft.save', { ...reason, content: '"丙"' }));
    await desk.as('clerk2');
    expect(value(await desk.call('draft.read', entry))).toBeNull();
    value(await desk.call('draft.discard', entry));
    await desk.as('clerk1');
    expect(value(await desk.call('draft.read', entry))?.content).toBe('"甲"');
    expect(value(await desk.call('draft.read', { ...entry, subjectId: about }))?.content).toBe('"乙"');
    expect(value(await desk.call('draft.read', reason))?.content).toBe('"丙"');
  });

  it('丢弃只丢自己的这一份；没有也不算错', async () => {
    value(await desk.call('draft.save', { ...entry, content: '"甲"' }));
    value(await desk.call('draft.save', { ...reason, content: '"丙"' }));
    value(await desk.call('draft.discard', entry));
    value(await desk.call('draft.discard', entry));
    expect(value(await desk.call('draft.read', entry))).toBeNull();
    expect(value(await desk.call('draft.read', reason))?.content).toBe('"丙"');
  });

  it('暂存不是办事：没有事件，没有记录，不叫别的页面重读', async () => {
    const count = (table: string) => desk.db().statement(`SELECT count(*) FROM ${table}`).pluck().get();
    const before = [count('event'), count('audit_entry')];
    desk.events.length = 0;
    value(await desk.call('draft.save', { ...entry, content: '"甲"' }));
    expect([count('event'), count('audit_entry')]).toEqual(before);
    expect(desk.events.flatMap((event) => (event.kind === 'changed' ? event.nouns : []))).toEqual([]);
  });

  it('太长的不收，审计员没有表单', async () => {
    const long = await desk.call('draft.save', { ...entry, content: 'x'.repeat(20_001) });
    expect(long).toMatchObject({ ok: false, fault: { kind: 'invalid', problems: [{ field: 'content' }] } });
    expect(rows()).toBe(0);
    await desk.as('auditor');
    expect(await desk.call('draft.read', entry)).toMatchObject({ ok: false, fault: { kind: 'forbidden' } });
  });
});
