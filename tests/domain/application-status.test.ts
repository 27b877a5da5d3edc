import { describe, expect, it } from 'vitest';
import { decideApplication } from '#shared/domain/application-acts.ts';
import { applicationKinds } from '#shared/domain/application-kind.ts';
import {
  type ApplicationPlace,
  applicationActs,
  applicationStates,
  applicationTransitions,
  isFinal,
  nextPlace,
  openSteps,
} from '#shared/domain/application-status.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { isElsewhere, mayTakeStep, type StepKind, stepKinds } from '#shared/domain/procedure-step.ts';
import { roles } from '#shared/domain/role.ts';
import { placeLabel, stepLabel } from '#shared/labels/application.ts';
import { chainProblems, procedures, stepsOf } from '#shared/regulation/procedures.ts';

const edition = { id: 'e', chains: undefined };
const correction = stepsOf('correction', 'enrolled', edition);

function finding(ruleId: string, consequence: Finding['consequence']): Finding {
  const words = { title: '试验', sentence: '不符', next: '改' };
  return { ruleId, ...words, clauses: [], verdict: 'fail', consequence, field: null, facts: [], edition: 'e' };
}

const subject = (place: ApplicationPlace) => ({ place, steps: correction, title: '信息变更 包某', edition: 'e' });

describe('业务件状态图', () => {
  it('每个状态下开着的业务和去向', () => {
    const diagram = applicationStates.flatMap((state) =>
      Object.entries(applicationTransitions[state]).map(([act, target]) => `${state} —${act}→ ${target}`),
    );
    expect(diagram).toMatchSnapshot();
  });

  it('终点只有办结、未同意、撤回', () => {
    expect(applicationStates.filter(isFinal)).toEqual(['carriedOut', 'rejected', 'withdrawn']);
  });

  it.each(applicationKinds)('%s：一步一步走到头，不跳一步；每一步都能退回、重来', (kind) => {
    for (const category of ['enrolled', 'private'] as const) {
      const steps = stepsOf(kind, category, edition);
      let place = nextPlace({ state: 'draft', step: 0 }, 'application.submit', steps);
      const passed: StepKind[] = [];
      while (place?.state === 'atStep') {
        const here = place;
        passed.push(steps[here.step] ?? 'apply');
        expect(nextPlace(here, 'application.submit', steps)).toBeNull();
        const back = nextPlace(here, 'application.return', steps);
        expect(back).toEqual({ state: 'returned', step: here.step });
        expect(back && nextPlace(back, 'application.submit', steps)).toEqual({ state: 'atStep', step: 1 });
        place = nextPlace(here, 'application.agree', steps);
      }
      expect(passed).toEqual(steps.slice(1));
      expect(place).toEqual({ state: 'carriedOut', step: steps.length - 1 });
    }
  });

  it('并列的两步不论先后：各同意各的，都同意了才往下走；别的步骤不能抢先', () => {
    const steps = stepsOf('transfer', 'enrolled', edition);
    const both = { state: 'atStep', step: 1 } as const;
    expect(openSteps(both, steps, [])).toEqual([1, 2]);
    expect(openSteps(both, steps, [2])).toEqual([1]);
    expect(openSteps({ state: 'atStep', step: 3 }, steps, [1, 2])).toEqual([3]);
    expect(openSteps({ state: 'returned', step: 1 }, steps, [])).toEqual([]);
    const agree = (place: ApplicationPlace, step: number, before: readonly number[]) =>
      nextPlace(place, 'application.agree', steps, { step, before });
    expect(agree(both, 1, [])).toEqual({ state: 'atStep', step: 2 });
    expect(agree(both, 2, [])).toEqual(both);
    expect(agree(both, 1, [2])).toEqual({ state: 'atStep', step: 3 });
    expect(agree({ state: 'atStep', step: 2 }, 2, [1])).toEqual({ state: 'atStep', step: 3 });
    expect(openSteps({ state: 'atStep', step: 1 }, correction, [])).toEqual([1]);
  });

  it('等窗口的不能同意、不能修改；窗口开了去第一步', () => {
    const waiting = { state: 'waitingForWindow', step: 1 } as const;
    const open = applicationActs.filter((act) => nextPlace(waiting, act, correction) !== null);
    expect(open).toEqual(['application.windowOpens', 'application.return', 'application.withdraw']);
    expect(nextPlace(waiting, 'application.windowOpens', correction)).toEqual({ state: 'atStep', step: 1 });
  });
});

describe('业务件上的决定', () => {
  const draft = { state: 'draft', step: 0 } as const;
  const wait = { mayWaitFor: ['window'], opensAt: '2027-02-25T01:00:00Z' };
  const submit = (...findings: Finding[]) =>
    decideApplication('application.submit', subject(draft), findings, wait).result;

  it('齐了，窗口开着：去第一步；只差窗口：收下，等到开放', () => {
    expect(submit(finding('flags', 'flag'))).toEqual({ ok: true, value: { state: 'atStep', step: 1 } });
    expect(submit(finding('window', 'hold'))).toEqual({
      ok: true,
      value: { state: 'waitingForWindow', step: 1, waitsUntil: '2027-02-25T01:00:00Z' },
    });
  });

  it('还差别的，或窗口那条说“拦下”：不收，一次说全', () => {
    expect(submit(finding('window', 'hold'), finding('evidence', 'block'))).toMatchObject({
      ok: false,
      fault: { title: '不能提交：信息变更 包某', findings: [{ ruleId: 'evidence' }] },
    });
    expect(submit(finding('window', 'block')).ok).toBe(false);
  });

  it('窗口只在提交时能等，同意时等不了', () => {
    const at = { state: 'atStep', step: 1 } as const;
    const agreed = decideApplication('application.agree', subject(at), [finding('window', 'hold')], wait);
    expect(agreed.result.ok).toBe(false);
  });

  it('草稿可以缺，不可以错', () => {
    const amend = (consequence: Finding['consequence']) =>
      decideApplication('application.amend', subject(draft), [finding('a', consequence)]).result.ok;
    expect([amend('hold'), amend('flag'), amend('block')]).toEqual([true, true, false]);
  });

  it('状态不容许：说现在是什么状态', () => {
    const over = decideApplication('application.agree', subject({ state: 'withdrawn', step: 1 }), []);
    expect(over.result).toMatchObject({
      ok: false,
      fault: { findings: [{ ruleId: 'house.application-state', sentence: '这一件现在是“已撤回”' }] },
    });
  });
});

describe('程序和步骤', () => {
  it('每种程序的步骤，在校生和社会考生', () => {
    const chains = Object.keys(procedures).flatMap((kind) =>
      (['enrolled', 'private'] as const).map(
        (category) =>
          `${kind} ${category}: ${stepsOf(kind as keyof typeof procedures, category, edition)
            .map(stepLabel)
            .join(' → ')}`,
      ),
    );
    expect(chains).toMatchSnapshot();
  });

  it('谁能办哪一步', () => {
    const kinds = Object.keys(stepKinds) as StepKind[];
    expect(
      kinds.map((kind) => `${kind}: ${roles.filter((role) => mayTakeStep(role, kind)).join(' ')}`),
    ).toMatchSnapshot();
    expect(kinds.filter(isElsewhere)).toEqual(['leagueApprove', 'regionDecide']);
    expect(
      roles.filter((role) => role === 'auditor').some((role) => kinds.some((kind) => mayTakeStep(role, kind))),
    ).toBe(false);
  });

  it('在哪里，一眼看出', () => {
    const place = (step: StepKind) => placeLabel('atStep', step);
    expect([place('schoolAgree'), place('countyCarryOut'), place('regionDecide'), place('leagueApprove')]).toEqual([
      '等学校同意',
      '等旗县办理',
      '在自治区',
      '在盟市',
    ]);
    expect(placeLabel('waitingForWindow', 'schoolAgree')).toBe('等窗口开放');
  });

  it('版本可以换次序、加一步，不认识的步骤整条不收', () => {
    const by = (...steps: string[]) => ({
      id: 'e',
      chains: { correction: steps.map((step) => ({ step, clauses: [] })) },
    });
    expect(stepsOf('correction', 'enrolled', by('apply', 'schoolAgree', 'countyCarryOut', 'regionDecide'))).toEqual([
      'apply',
      'schoolAgree',
      'countyCarryOut',
      'regionDecide',
    ]);
    expect(stepsOf('correction', 'private', by('apply', 'schoolAgree', 'countyCarryOut'))).toEqual([
      'apply',
      'countyCarryOut',
    ]);
    expect(chainProblems(by('apply', 'mayorSigns'))).toHaveLength(1);
    expect(chainProblems(by('schoolAgree', 'apply'))).toHaveLength(1);
    expect(chainProblems(by('apply', 'countyCarryOut', 'countyCarryOut'))).toHaveLength(1);
    expect(chainProblems(by('apply', 'countyCarryOut'))).toEqual([]);
  });
});
