import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '#shared/contract/index.ts';
import type { CalendarWindow } from '#shared/domain/window-kind.ts';
import { calendarInForce, publishedWindows } from '../../../src-main/db/store/calendar.ts';
import { installCalendarEdition } from '../../../src-main/db/store/calendar-edition.ts';
import { testPassword } from '../../fixtures/county.ts';
import { makeDesk, reopen, type TestDesk, value } from '../../make-desk.ts';

type Content = Input<'calendar.draft'>['content'];
const today = '2026-11-23';
const content = (changes: Partial<Content> = {}): Content => ({
  label: '2027 年春季日程',
  inForceFrom: today,
  windows: [
    {
      kind: 'correction',
      label: '信息更正',
      cohortYear: null,
      sitting: null,
      opens: '2026-11-20 09:00',
      closes: '2026-12-01 17:00',
    },
  ],
  ...changes,
});
const inverted = content({
  windows: [
    {
      kind: 'sitting',
      label: '',
      cohortYear: null,
      sitting: 's',
      opens: '2027-01-09 08:00',
      closes: '2027-01-08 08:00',
    },
  ],
});

let desk: TestDesk;
beforeAll(async () => {
  desk = await makeDesk();
});
afterAll(() => desk.close());

const admin = async () => (await desk.as('admin')).call;
const draftOf = async (call: TestDesk['call']) => value(await call('calendar.read', {})).draft;
/** Saves a draft over whatever is there. */
async function save(call: TestDesk['call'], wanted: Content) {
  return value(await call('calendar.draft', { version: (await draftOf(call))?.version ?? null, content: wanted }));
}
const eventsOf = (kind: string) =>
  desk.db().statement('SELECT count(*) FROM event WHERE kind = ?').pluck().get(kind) as number;
const editions = () =>
  desk.db().statement(`SELECT count(*) FROM edition WHERE kind = 'calendar'`).pluck().get() as number;
const confirm = (call: TestDesk['call'], saved: { editionId: string; version: number }, secondLogin = 'reviewer1') =>
  call('calendar.confirm', { ...saved, savedAt: undefined, secondLogin, secondPassword: testPassword } as never);

beforeEach(async () => {
  const call = await admin();
  const draft = await draftOf(call);
  if (draft) value(await call('calendar.discard', { editionId: draft.editionId }));
});

describe('录日程草稿', () => {
  test('存下来，写错的也留着；重新打开程序还在', async () => {
    const call = await admin();
    const saved = await save(call, inverted);
    expect(saved.version).toBe(1);
    desk = await reopen(desk);
    const draft = await draftOf(await admin());
    expect(draft).toMatchObject({ editionId: saved.editionId, windows: inverted.windows, drawnBy: '赵建国' });
    expect(draft?.problems.map(({ severity, field }) => [severity, field])).toEqual([['refuse', 'closes']]);
  });

  test('同样的内容发两次不长版本；别人存过的不盖掉', async () => {
    const call = await admin();
    const saved = await save(call, content());
    expect(value(await call('calendar.draft', { version: null, content: content() }))).toEqual(saved);
    const other = await call('calendar.draft', { version: null, content: content({ label: '另一份' }) });
    expect(other).toMatchObject({ ok: false, fault: { kind: 'stale' } });
    expect((await draftOf(call))?.label).toBe('2027 年春季日程');
  });

  test('与现行日程的差别列出来', async () => {
    const call = await admin();
    await save(call, content());
    const draft = await draftOf(call);
    expect(draft?.diff.filter(({ before }) => before === null)).toHaveLength(1);
    expect(draft?.diff.filter(({ after }) => after === null).length).toBe(
      value(await call('calendar.read', {})).windows.length,
    );
  });

  test.each(['clerk1', 'reviewer1', 'school1', 'teacher1', 'auditor'])('%s 不能录、不能确认、不能删', async (login) => {
    const { call } = await desk.as(login);
    const id = '0198f000-0000-7000-8000-00000000000a';
    for (const reply of [
      await call('calendar.draft', { version: null, content: content() }),
      await call('calendar.confirm', { editionId: id, version: 1, secondLogin: 'admin', secondPassword: testPassword }),
      await call('calendar.discard', { editionId: id }),
    ])
      expect(reply).toMatchObject({ ok: false, fault: { kind: 'forbidden' } });
  });
});

describe('第二人确认', () => {
  test('写反的日期不收：指到那一格，说出两个时间；什么也没有起用', async () => {
    const call = await admin();
    const saved = await save(call, inverted);
    const before = editions();
    const reply = await confirm(call, saved);
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid', problems: [{ field: 'windows.0.closes' }] } });
    expect(JSON.stringify(reply)).toContain('2027 年 1 月 8 日 08:00');
    expect(editions()).toBe(before);
  });

  test('录的人自己、学校的人、审计、密码不对都不行；草稿留着', async () => {
    const call = await admin();
    const saved = await save(call, content());
    const before = editions();
    for (const login of ['admin', 'school1', 'auditor', 'nobody'])
      expect(await confirm(call, saved, login), login).toMatchObject({
        ok: false,
        fault: { kind: 'invalid', problems: [{ field: 'secondLogin' }] },
      });
    const wrong = await call('calendar.confirm', {
      ...saved,
      secondLogin: 'reviewer1',
      secondPassword: 'wrong',
    } as never);
    expect(wrong).toMatchObject({ ok: false, fault: { kind: 'invalid', problems: [{ field: 'secondPassword' }] } });
    expect(editions()).toBe(before);
    expect(await draftOf(call)).not.toBeNull();
    value(await confirm(call, saved));
  });

  test('看过之后又改了：不起用没看过的', async () => {
    const call = await admin();
    const seen = await save(call, content());
    await save(call, content({ label: '改过' }));
    expect(await confirm(call, seen)).toMatchObject({ ok: false, fault: { kind: 'stale' } });
  });

  test('起用一次：记一件事，窗口换成新的，发两次还是一份', async () => {
    const call = await admin();
    const saved = await save(call, content());
    const before = { editions: editions(), events: eventsOf('calendar.confirmed') };
    const first = value(await confirm(call, saved));
    expect(first.by).toBe('李牧');
    expect(value(await confirm(call, saved)).by).toBe('李牧');
    expect([editions(), eventsOf('calendar.confirmed')]).toEqual([before.editions + 1, before.events + 1]);
    expect(await draftOf(call)).toBeNull();
    expect(publishedWindows(desk.db(), 'correction', today)).toMatchObject([{ opensAt: '2026-11-20T01:00:00Z' }]);
    // the windows of the calendar before do not count any more
    expect(publishedWindows(desk.db(), 'registration', today)).toEqual([]);
    const read = value(await call('calendar.read', {}));
    expect(read.calendar).toMatchObject({ authority: 'office', label: '2027 年春季日程' });
  });

  test('那一天的状态人人看得到', async () => {
    for (const login of ['clerk1', 'reviewer1', 'admin', 'school1', 'teacher1', 'auditor']) {
      const { call } = await desk.as(login);
      expect(value(await call('calendar.today', {})).line, login).toBe('更正窗口开放至 12 月 1 日 17:00');
    }
  });
});

describe('自治区签发的日程', () => {
  const window: CalendarWindow = {
    kind: 'correction',
    label: '更正',
    cohortYear: null,
    sitting: null,
    // inverted: the region's content is never refused
    opensAt: '2026-12-20T01:00:00Z',
    closesAt: '2026-12-10T01:00:00Z',
  };
  const install = (id: string, inForceFrom: string, windows: readonly CalendarWindow[] = [window]) =>
    installCalendarEdition(
      {
        db: desk.db(),
        clock: desk.clock,
        ids: { uuid: () => crypto.randomUUID() },
        record: () => ({ eventSeq: 0 }),
      },
      { id, label: id, inForceFrom, windows },
      'signature',
    );

  test('新的胜过本机构录的；内容再怪也收，只提醒', async () => {
    const call = await admin();
    value(await confirm(call, await save(call, content({ inForceFrom: '2026-11-25' }))));
    expect(calendarInForce(desk.db(), today)?.authority).toBe('office');
    expect(calendarInForce(desk.db(), '2026-11-25')).toMatchObject({ authority: 'office', inForceFrom: '2026-11-25' });
    expect(install('region-2', today)).toEqual({ state: 'applied', reason: null });
    expect(calendarInForce(desk.db(), today)).toMatchObject({ id: 'region-2', authority: 'region' });
    // what the office entered before the region spoke does not come back on its own later day
    expect(calendarInForce(desk.db(), '2026-11-25')?.id).toBe('region-2');
    const read = value(await (await admin())('calendar.read', {}));
    expect(read.problems.map(({ severity }) => severity)).toContain('warn');
  });

  test('同一份再来没有变化；编号相同内容不同、日期更早的整份不收', () => {
    const before = editions();
    expect(install('region-2', today)).toEqual({ state: 'applied', reason: null });
    expect(install('region-2', today, []).state).toBe('refused');
    const older = install('region-3', '2026-11-22');
    expect(older.state).toBe('refused');
    expect(older.reason).toContain('2026-11-22');
    expect(editions()).toBe(before);
  });

  test('以后起用的先放着，到那天自己起用，那之前录的不再算', async () => {
    expect(install('region-4', '2026-12-01').state).toBe('applied');
    expect(calendarInForce(desk.db(), '2026-11-30')?.id).toBe('region-2');
    expect(calendarInForce(desk.db(), '2026-12-01')?.id).toBe('region-4');
    const call = await admin();
    expect(value(await call('calendar.read', {})).coming.map(({ id }) => id)).toEqual(['region-4']);
    value(await confirm(call, await save(call, content())));
    expect(calendarInForce(desk.db(), '2026-11-30')?.authority).toBe('office');
    expect(calendarInForce(desk.db(), '2026-12-01')?.id).toBe('region-4');
  });

  test('电脑时钟拨回头：用最早的一份，不停下', () => {
    expect(calendarInForce(desk.db(), '2020-01-01')?.id).toBe('calendar-2026');
  });
});
