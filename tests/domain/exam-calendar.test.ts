import { describe, expect, it } from 'vitest';
import { dayLine, ownState, stateLines } from '#shared/domain/calendar-day.ts';
import { calendarDiff } from '#shared/domain/calendar-diff.ts';
import { type DraftWindow, draftWindowOf, windowOfDraft } from '#shared/domain/calendar-draft.ts';
import { calendarWarnings, draftProblems } from '#shared/domain/exam-calendar.ts';
import { classChangeSpans, correctionSpans } from '#shared/domain/legal-span.ts';
import type { CalendarWindow, WindowKind } from '#shared/domain/window-kind.ts';
import { windowSentence } from '#shared/domain/window-sentence.ts';
import { spansAt, windowAt } from '#shared/domain/window-state.ts';
import { localTime, parseLocalTime, timeLeft } from '#shared/lib/local-time.ts';
import { calendar2023 } from './published-calendar-2023.ts';

const typed = (kind: WindowKind, opens: string, closes: string, more: Partial<DraftWindow> = {}): DraftWindow => ({
  kind,
  label: '',
  cohortYear: null,
  sitting: kind === 'correction' || kind === 'classChange' ? null : '2027-spring',
  opens,
  closes,
  ...more,
});
const good: readonly DraftWindow[] = [
  typed('results', '2027-02-26 09:00', '2027-02-26 17:00'),
  typed('correction', '2027-02-27 09:00', '2027-04-01 17:00'),
  typed('registration', '2027-04-11 09:00', '2027-04-18 17:00'),
  typed('examEntry', '2027-04-11 09:00', '2027-04-18 17:00'),
  typed('sitting', '2027-07-06 08:00', '2027-07-06 18:00'),
];
const draft = (windows: readonly DraftWindow[]) => ({ label: '2027 年春季日程', inForceFrom: '2027-02-20', windows });
const problems = (windows: readonly DraftWindow[], notBefore: string | null = null) =>
  draftProblems(draft(windows), notBefore).map(({ row, field, severity, sentence }) => [
    severity,
    row,
    field,
    sentence,
  ]);

describe('录入的日程', () => {
  it('好的日程没有一个问题', () => {
    expect(problems(good)).toEqual([]);
  });

  it('关闭早于开放：不收，说出是哪一行、两个时间、怎么改', () => {
    const [first, ...others] = problems([...good, typed('correction', '2027-08-01 09:00', '2027-07-20 17:00')]);
    expect(others).toEqual([]);
    expect(first?.slice(0, 3)).toEqual(['refuse', 5, 'closes']);
    for (const part of ['第 6 行', '2027 年 8 月 1 日 09:00', '2027 年 7 月 20 日 17:00', '对照文件改正'])
      expect(first?.[3]).toContain(part);
  });

  it.each(['2027-02-30 09:00', '2027-13-01 09:00', '2027-04-01 25:00', '2027-04-01 09:60', '2027-04-01', '', '明天'])(
    '“%s”没有这个时间：不收，指到那一格',
    (text) => {
      const found = problems([typed('sitting', text, '2027-07-06 18:00')]);
      expect(found.map((one) => one.slice(0, 3))).toEqual([['refuse', 0, 'opens']]);
      if (text !== '') expect(found[0]?.[3]).toContain(text);
    },
  );

  it('起用日期不存在、早于现行日程、名称空着：不收', () => {
    const bad = draftProblems({ label: ' ', inForceFrom: '2027-02-30', windows: good }, null);
    expect(bad.map(({ severity, field }) => [severity, field])).toEqual([
      ['refuse', 'label'],
      ['refuse', 'inForceFrom'],
    ]);
    expect(problems(good, '2027-02-20')).toEqual([]);
    expect(problems(good, '2027-02-21').map((one) => one.slice(0, 3))).toEqual([['refuse', null, 'inForceFrom']]);
  });

  it('重叠只提醒；首尾相接、年级不同、种类不同不算重叠', () => {
    const second = (opens: string, more: Partial<DraftWindow> = {}) =>
      problems([...good, typed('examEntry', opens, '2027-04-20 17:00', more)]);
    expect(second('2027-04-18 16:59').map((one) => one.slice(0, 2))).toEqual([['warn', 5]]);
    expect(second('2027-04-18 16:59')[0]?.[3]).toContain('第 4 行');
    expect(second('2027-04-18 17:00')).toEqual([]);
    expect(second('2027-04-18 16:59', { cohortYear: 2025 })).toHaveLength(1);
    const apart = [
      ...good.map((one) => (one.kind === 'examEntry' ? { ...one, cohortYear: 2024 } : one)),
      typed('examEntry', '2027-04-12 09:00', '2027-04-20 17:00', { cohortYear: 2025 }),
    ];
    expect(problems(apart)).toEqual([]);
  });

  it('一刻也不开的窗口提醒；成绩公布本来就是一个时刻', () => {
    expect(problems([...good, typed('sitting', '2027-08-01 09:00', '2027-08-01 09:00')])[0]?.slice(0, 3)).toEqual([
      'warn',
      5,
      'closes',
    ]);
    expect(problems(good.map((one) => (one.kind === 'results' ? { ...one, closes: one.opens } : one)))).toEqual([]);
  });

  it('报名、注册没有考次，或考次没有考试时间：提醒', () => {
    const noSitting = problems(good.map((one) => (one.kind === 'examEntry' ? { ...one, sitting: null } : one)));
    expect(noSitting.map((one) => one.slice(0, 3))).toEqual([['warn', 3, 'sitting']]);
    const unknownSitting = problems(good.filter((one) => one.kind !== 'sitting'));
    expect(unknownSitting.map((one) => one[0])).toEqual(['warn', 'warn', 'warn']);
  });

  it.each([
    ['2027-02-26 08:59', '2027-04-01 17:00', 1],
    ['2027-02-26 09:00', '2027-04-01 17:00', 0],
    ['2027-02-27 09:00', '2027-04-11 09:00', 0],
    ['2027-02-27 09:00', '2027-04-11 09:01', 1],
  ])('更正窗口 %s 到 %s 在成绩公布到报名之间？提醒 %i 条', (opens, closes, count) => {
    const changed = good.map((one) => (one.kind === 'correction' ? { ...one, opens, closes } : one));
    expect(problems(changed).filter((one) => one[0] === 'warn')).toHaveLength(count);
    expect(problems(changed).filter((one) => one[0] === 'refuse')).toEqual([]);
  });

  it('给所有年级的更正窗口，碰上某一年级自己的报名：提醒是哪一级', () => {
    const own = typed('examEntry', '2027-03-20 09:00', '2027-03-25 17:00', { cohortYear: 2025 });
    const found = problems([...good, own]);
    expect(found.map((one) => one.slice(0, 2))).toEqual([['warn', 1]]);
    expect(found[0]?.[3]).toContain('对 2025 级');
  });

  it('一个窗口自己的状态：几天后开、开着还有几天、已关闭、一刻也不开', () => {
    const window = { ...calendar2023[3] } as CalendarWindow;
    const at = (now: string, one = window) => ownState(one, now).sentence;
    expect(at('2024-02-24T01:00:00.000Z')).toBe('3 天后开');
    expect(at('2024-03-29T02:00:00.000Z')).toBe('开着，还有 3 天');
    expect(at('2024-04-01T09:00:00.000Z')).toBe('已关闭');
    expect(at('2024-03-29T02:00:00.000Z', { ...window, closesAt: window.opensAt })).toBe('一刻也不开');
  });

  it('自治区签发的日程有同样的毛病也只提醒', () => {
    const windows = [
      {
        kind: 'sitting',
        label: '',
        cohortYear: null,
        sitting: 's',
        opensAt: '2027-02-02T00:00:00Z',
        closesAt: '2027-02-01T00:00:00Z',
      },
    ] as const;
    expect(calendarWarnings(windows).map(({ severity }) => severity)).toEqual(['warn']);
  });
});

describe('日期和时间', () => {
  it.each([
    ['2027-04-01 17:00', '2027-04-01T09:00:00Z'],
    ['2027/4/1 7:05', '2027-03-31T23:05:00Z'],
    ['2027 年 4 月 1 日 17:00', '2027-04-01T09:00:00Z'],
    ['２０２７－０４－０１　１７：００', '2027-04-01T09:00:00Z'],
    ['2027年4月1日17点', '2027-04-01T09:00:00Z'],
    ['2027-04-01 24:00', '2027-04-01T16:00:00Z'],
    ['2027-12-31 23:59:59', '2027-12-31T15:59:59Z'],
  ])('%s', (text, instant) => {
    expect(parseLocalTime(text)).toBe(instant);
    expect(parseLocalTime(localTime(instant))).toBe(instant);
  });

  it('还有多久：天、小时、分钟，都不说多', () => {
    const now = '2027-03-29T09:00:00.000Z';
    expect(timeLeft(now, '2027-04-01T09:00:00Z')).toBe('3 天');
    expect(timeLeft(now, '2027-04-01T08:59:00Z')).toBe('2 天');
    expect(timeLeft(now, '2027-03-30T08:00:00Z')).toBe('23 小时');
    expect(timeLeft(now, '2027-03-29T09:20:00Z')).toBe('20 分钟');
    expect(timeLeft(now, '2027-03-29T09:00:01Z')).toBe('1 分钟');
    expect(timeLeft(now, '2027-03-29T09:00:00Z')).toBe('');
  });

  it('公布的日程抄进草稿再读回来，一点不差', () => {
    expect(calendar2023.map((window) => windowOfDraft(draftWindowOf(window)))).toEqual(calendar2023);
  });
});

describe('状态的话', () => {
  const state = (kind: WindowKind, now: string) => windowSentence(kind, windowAt(calendar2023, kind, now, 2022), now);
  it.each([
    ['correction', '2024-03-29T02:00:00.000Z', '更正窗口开放至 4 月 1 日 17:00，还有 3 天'],
    ['correction', '2024-02-27T00:59:59.999Z', '更正窗口 2 月 27 日 09:00 开，还有 1 分钟'],
    ['correction', '2024-04-01T09:00:00.000Z', '更正窗口 4 月 1 日 17:00 已关闭，下一次没有公布'],
    ['examEntry', '2023-10-20T14:00:00.000Z', '报名窗口 10 月 20 日 22:00 已关闭，下一次 2024 年 4 月 11 日 09:00 开'],
    ['sitting', '2024-01-03T02:00:00.000Z', '考试考到 1 月 6 日 18:00，还有 3 天'],
  ] as const)('%s 在 %s', (kind, now, sentence) => {
    expect(state(kind, now)).toBe(sentence);
  });

  it('没有公布的说没有公布；更正没有公布时按规定推算，写明', () => {
    expect(windowSentence('registration', { state: 'unknown' }, '2024-03-01T00:00:00.000Z')).toBe(
      '考籍注册的时间没有公布',
    );
    const without = calendar2023.filter(({ kind }) => kind !== 'correction');
    const line = stateLines(without, '2024-03-01T00:00:00.000Z').find(({ kind }) => kind === 'correction');
    expect(line).toMatchObject({ open: true });
    expect(line?.sentence).toContain('4 月 11 日 09:00');
    expect(line?.sentence).toContain('按规定推算');
  });

  it('顶上的一句：先关的窗口，几个开着；都关着就说下一个', () => {
    expect(dayLine(calendar2023, '2024-03-29T02:00:00.000Z')).toBe('更正窗口开放至 4 月 1 日 17:00');
    expect(dayLine(calendar2023, '2024-04-12T02:00:00.000Z')).toBe(
      '注册窗口开放至 4 月 18 日 17:00，另有 1 个窗口开着',
    );
    expect(dayLine(calendar2023, '2024-04-10T02:00:00.000Z')).toContain('4 月 11 日 09:00 开');
    expect(dayLine(calendar2023, '2024-08-01T02:00:00.000Z')).toBe('没有窗口开着，下一次没有公布');
    expect(dayLine([], '2024-08-01T02:00:00.000Z')).toBe('日程没有公布');
  });

  it('重叠或首尾相接的窗口接着开，到最后一个关闭；隔一秒就不算', () => {
    const one = (opensAt: string, closesAt: string) => ({ opensAt, closesAt });
    const first = one('2024-03-01T01:00:00Z', '2024-03-10T09:00:00Z');
    const at = (...others: { opensAt: string; closesAt: string }[]) =>
      spansAt([...others, first], '2024-03-05T00:00:00.000Z');
    const last = one('2024-03-12T09:00:00Z', '2024-03-20T09:00:00Z');
    expect(at(last, one('2024-03-10T09:00:00Z', '2024-03-12T09:00:00Z'))).toEqual({
      state: 'open',
      closesAt: last.closesAt,
    });
    expect(at(one('2024-03-10T09:00:01Z', '2024-03-12T09:00:00Z'))).toEqual({
      state: 'open',
      closesAt: first.closesAt,
    });
  });

  it('年级各有各的窗口，各说各的', () => {
    const own = (cohortYear: number, closesAt: string): CalendarWindow => ({
      kind: 'examEntry',
      label: '',
      cohortYear,
      sitting: null,
      opensAt: '2024-04-11T01:00:00Z',
      closesAt,
    });
    const windows = [own(2022, '2024-04-18T09:00:00Z'), own(2023, '2024-04-20T09:00:00Z')];
    const lines = stateLines(windows, '2024-04-19T00:00:00.000Z').filter(({ kind }) => kind === 'examEntry');
    expect(lines.map(({ cohortYear, open }) => [cohortYear, open])).toEqual([
      [2022, false],
      [2023, true],
    ]);
    expect(windowAt(windows, 'examEntry', '2024-04-12T00:00:00.000Z', null).state).toBe('unknown');
  });
});

describe('推算和差别', () => {
  it('更正：成绩公布到下次报名；下次报名没有公布就没有尽头', () => {
    expect(correctionSpans(calendar2023, 2022)).toEqual([
      { opensAt: '2024-02-27T01:00:00Z', closesAt: '2024-04-11T01:00:00Z' },
    ]);
    expect(
      correctionSpans(
        calendar2023.filter(({ sitting }) => sitting !== '2024-spring'),
        2022,
      )[0]?.closesAt,
    ).toBeNull();
  });

  it('换班：报名开始之前，报名结束之后到下次报名', () => {
    expect(classChangeSpans(calendar2023, 2022).map(({ closesAt }) => closesAt)).toEqual([
      '2023-10-10T01:00:00Z',
      '2024-04-11T01:00:00Z',
    ]);
  });

  it('新旧日程的差别：改了时间、多的、少的；一样的不列', () => {
    const moved = calendar2023.map((window) =>
      window.kind === 'correction' ? { ...window, closesAt: '2024-04-05T09:00:00Z' } : window,
    );
    const [change, ...others] = calendarDiff(calendar2023, moved);
    expect(others).toEqual([]);
    expect([change?.before?.closesAt, change?.after?.closesAt]).toEqual([
      '2024-04-01T09:00:00Z',
      '2024-04-05T09:00:00Z',
    ]);
    expect(calendarDiff(calendar2023, calendar2023.slice(1)).map(({ after }) => after)).toEqual([null]);
    expect(calendarDiff([], calendar2023.slice(0, 1)).map(({ before }) => before)).toEqual([null]);
  });
});
