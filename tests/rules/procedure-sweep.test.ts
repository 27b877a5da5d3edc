import { expect, it } from 'vitest';
import { check } from '#shared/regulation/engine.ts';
import { type Procedure, procedures } from '#shared/regulation/procedures.ts';
import { ruleSets } from '#shared/regulation/rule-sets.ts';
import { windowFacts } from '../../src-main/db/store/facts-window.ts';
import { calendar2023, openHours } from '../domain/published-calendar-2023.ts';
import { edition, goodFactsFor } from './canonical-case.ts';

/** By hand: each procedure that has a window, the acts that are bound to it, and what a closed hour says. */
const acts = [
  ['enrolledRegistration', 'deskCompletion', 'desk.registration-window flag'],
  ['privateRegistration', 'privateIntake', 'windows.private-registration-open hold'],
  ['correction', 'correctionSubmission', 'windows.correction-open hold'],
  ['correction', 'correctionSchool', 'windows.correction-decided hold'],
  ['correction', 'correctionCounty', 'windows.correction-decided hold'],
  ['transfer', 'transferSubmission', 'windows.correction-open hold'],
  ['transfer', 'transferReleasing', 'windows.correction-decided hold'],
  ['transfer', 'transferJoining', 'windows.correction-decided hold'],
  ['suspension', 'suspensionSubmission', 'windows.leave-open hold'],
  ['suspension', 'suspensionSchool', 'windows.leave-decided hold'],
  ['reinstatement', 'reinstatementSubmission', 'windows.leave-open hold'],
  ['reinstatement', 'reinstatementSchool', 'windows.leave-decided hold'],
  ['recognitionOfResults', 'recognitionSubmission', 'windows.recognition-open hold'],
  ['classChange', 'classChange', 'windows.class-change-in-time hold'],
  ['examEntry', 'examEntry', 'windows.exam-entry-open hold'],
  ['examEntry', 'examEntryWithdrawal', 'windows.exam-entry-open hold'],
] as const;

/** Every full hour from 1 September 2023 to 1 September 2024 in +08:00. */
const hours = Array.from({ length: 366 * 24 }, (_, n) => {
  const now = new Date(Date.UTC(2023, 7, 31, 16) + n * 3_600_000).toISOString();
  return { now, local: new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 13).replace('T', ' ') };
});
// the year lies before the regulation: a clock of that time must look plausible
const early = { ...edition, inForceFrom: '2023-01-01' };
const thatYear = {
  cohortYear: 2022,
  sittingOn: '2024-07-06',
} as const;
const classesOf = {
  classChange: { name: '高二(2)班', schoolId: 'school-1', cohortYear: 2022, isOpen: true },
  transferJoining: { name: '高二(3)班', schoolId: 'school-2', cohortYear: 2022, isOpen: true },
} as const;

it('有窗口的业务都在表里', () => {
  const windowed = Object.entries<Procedure>(procedures).flatMap(([name, { window }]) => (window ? [name] : []));
  expect([...new Set<string>(acts.map(([procedure]) => procedure))].sort()).toEqual(windowed.sort());
});

it.each(acts)(
  '%s：%s 的全部规则，8784 个小时里只在窗口开的小时条条符合，别的小时只说 %s',
  (name, act, closed) => {
    const window = procedures[name].window;
    const targetClass = act in classesOf && { targetClass: classesOf[act as keyof typeof classesOf] };
    const base = { ...goodFactsFor(act), ...thatYear, ...targetClass, ...windowFacts(calendar2023, 2022) };
    const wrong = hours.flatMap(({ now, local }) => {
      const isOpen = openHours.some(([kind, first, last]) => kind === window && first <= local && local <= last);
      const said = check(ruleSets[act], { ...base, now, today: local.slice(0, 10) }, early)
        .filter((finding) => finding.verdict !== 'pass')
        .map((finding) => `${finding.ruleId} ${finding.consequence}`)
        .join(', ');
      return said === (isOpen ? '' : closed) ? [] : [`${local}: ${said}`];
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  },
  120_000,
);
