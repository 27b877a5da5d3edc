import { describe, expect, it } from 'vitest';
import { windowKinds } from '#shared/domain/window-kind.ts';
import { windowAt } from '#shared/domain/window-state.ts';
import { check } from '#shared/regulation/engine.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import { registrationWindowIsOpen } from '#shared/regulation/rules/desk.ts';
import {
  classChangeIsInTime,
  correctionWindowIsOpen,
  examEntryWindowIsOpen,
  recognitionWindowIsOpen,
} from '#shared/regulation/rules/windows.ts';
import { windowFacts } from '../../src-main/db/store/facts-window.ts';
import { edition } from '../rules/canonical-case.ts';
import { calendar2023, hoursOpen, openHours } from './published-calendar-2023.ts';

/** Every full hour from 1 September 2023 to 1 September 2024 in +08:00, as `YYYY-MM-DD HH` and as an instant. */
const hours = Array.from({ length: 366 * 24 }, (_, n) => {
  const now = new Date(Date.UTC(2023, 7, 31, 16) + n * 3_600_000).toISOString();
  return { now, local: new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 13).replace('T', ' ') };
});
const isOpenByHand = (kind: string, local: string) =>
  openHours.some(([name, first, last]) => name === kind && first <= local && local <= last);

describe('2023–24 公布的日程，逐小时对手写的表', () => {
  it('走满一年：8784 个小时，从 9 月 1 日 0 点到次年 8 月 31 日 23 点', () => {
    expect([hours.length, hours[0]?.local, hours.at(-1)?.local]).toEqual([8784, '2023-09-01 00', '2024-08-31 23']);
  });

  it.each(windowKinds)('%s 开的小时一个不多、一个不少', (kind) => {
    const wrong = hours.filter(({ now, local }) => {
      const isOpen = windowAt(calendar2023, kind, now, 2022).state === 'open';
      return isOpen !== isOpenByHand(kind, local);
    });
    expect(wrong).toEqual([]);
    expect(hours.filter(({ local }) => isOpenByHand(kind, local))).toHaveLength(hoursOpen[kind]);
  });

  const rules = {
    registration: registrationWindowIsOpen,
    correction: correctionWindowIsOpen,
    examEntry: examEntryWindowIsOpen,
    recognition: recognitionWindowIsOpen,
    classChange: classChangeIsInTime,
  };
  const facts = windowFacts(calendar2023, 2022);

  it.each(
    Object.entries(procedures).flatMap(([name, { window }]) => (window === null ? [] : [[name, window] as const])),
  )('业务 %s：规则放行的小时就是 %s 开的小时', (_, window) => {
    const rule = rules[window as keyof typeof rules];
    const wrong = hours.filter(({ now, local }) => {
      const [finding] = check([rule], { ...facts, now, today: local.slice(0, 10) }, edition);
      return (finding?.verdict === 'pass') !== isOpenByHand(window, local);
    });
    expect(wrong).toEqual([]);
  });
});
