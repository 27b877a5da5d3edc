import { describe, expect, it } from 'vitest';
import {
  decideCompletion,
  decideReceipt,
  decideRelease,
  decideResubmission,
  decideReview,
  decideReviewReturn,
  decideTeacherApproval,
  decideTeacherReturn,
} from '#shared/domain/candidacy-acts.ts';
import { candidacyActs, candidacyStatuses, nextStatus } from '#shared/domain/candidacy-status.ts';
import type { Consequence, Finding, Verdict } from '#shared/domain/finding.ts';

function finding(ruleId: string, verdict: Verdict, consequence: Consequence | null): Finding {
  return {
    ruleId,
    title: '试验',
    clauses: [],
    verdict,
    consequence,
    sentence: '不符',
    next: '改',
    field: null,
    facts: [],
    edition: 'e',
  };
}
const passed = finding('ok', 'pass', null);
const blocked = finding('blocks', 'fail', 'block');
const teacherHold = finding('teacher', 'fail', 'hold');
const documentHold = finding('document', 'fail', 'hold');
const flagged = finding('flags', 'unknown', 'flag');
const warned = finding('warns', 'fail', 'warn');

describe('考籍状态图', () => {
  it('每个状态下开着的业务和去向', () => {
    const diagram = candidacyStatuses.flatMap((status) => {
      const open = candidacyActs.filter((act) => nextStatus(status, act) !== null);
      return open.map((act) => `${status} —${act}→ ${nextStatus(status, act)}`);
    });
    expect(diagram).toMatchInlineSnapshot(`
      [
        "preRegistered —preRegistration.approve→ awaitingCapture",
        "preRegistered —preRegistration.return→ returned",
        "preRegistered —case.join→ joined",
        "returned —preRegistration.resubmit→ preRegistered",
        "returned —case.join→ joined",
        "awaitingCapture —preRegistration.return→ returned",
        "awaitingCapture —desk.complete→ completed",
        "awaitingCapture —case.join→ joined",
        "completed —review.approve→ reviewed",
        "completed —review.return→ awaitingCapture",
        "reviewed —review.return→ awaitingCapture",
        "reviewed —release.perform→ released",
        "released —sync.receive→ received",
        "released —sync.refuse→ refusedByRegion",
        "released —sync.join→ joined",
        "refusedByRegion —review.return→ awaitingCapture",
      ]
    `);
  });

  it('每种业务至少在一个状态下开着', () => {
    const never = candidacyActs.filter((act) => candidacyStatuses.every((status) => nextStatus(status, act) === null));
    expect(never).toEqual([]);
  });

  it('注册生效以前才有的业务，生效后都关着', () => {
    for (const status of ['inEffect', 'suspended', 'closed', 'joined', 'void', 'withdrawn', 'staged'] as const) {
      expect(candidacyActs.filter((act) => nextStatus(status, act) !== null)).toEqual([]);
    }
  });
});

describe('各业务的决定，在所有状态下', () => {
  const decisions = {
    班主任通过: decideTeacherApproval,
    班主任退回: decideTeacherReturn,
    重新提交: decideResubmission,
    审核: decideReview,
    放行: decideRelease,
  };

  it.each(Object.entries(decisions))('%s', (_, decide) => {
    const answers = candidacyStatuses.map((status) => {
      const [good, bad] = [decide(status, [passed, flagged, warned]), decide(status, [passed, blocked, documentHold])];
      return `${status}: ${good.ok ? good.value.next : good.fault.kind} / ${bad.ok ? bad.value.next : bad.fault.kind}`;
    });
    expect(answers.filter((answer) => !answer.endsWith(': stale / stale'))).toMatchSnapshot();
  });

  it('拒绝时只带挡住的结论；通过时标记随记录走', () => {
    expect(decideReview('completed', [passed, flagged, blocked, documentHold])).toEqual({
      ok: false,
      fault: { kind: 'refused', title: '不能通过审核', findings: [blocked, documentHold] },
    });
    expect(decideReview('completed', [passed, flagged, warned])).toEqual({
      ok: true,
      value: { next: 'reviewed', flags: ['flags', 'warns'] },
    });
  });

  it('状态不对时说看过最新内容再决定', () => {
    expect(decideRelease('completed', [passed])).toEqual({
      ok: false,
      fault: { kind: 'stale', message: '这条考籍的状态已经变了，现在不能放行。看过最新内容再决定' },
    });
  });

  it('退回登记台：审核前后、自治区退回的都可以', () => {
    const open = candidacyStatuses.filter((status) => decideReviewReturn(status).ok);
    expect(open).toEqual(['completed', 'reviewed', 'refusedByRegion']);
  });

  it('回执只认放行过的，第二张回执不再改状态', () => {
    expect(
      (['stored', 'joined', 'refused'] as const).map((outcome) => {
        const decision = decideReceipt('released', outcome);
        return decision.ok && decision.value.next;
      }),
    ).toEqual(['received', 'joined', 'refusedByRegion']);
    expect(decideReceipt('received', 'stored').ok).toBe(false);
  });
});

describe('登记台完成', () => {
  const wait = ['teacher'];

  it('都符合：完成', () => {
    expect(decideCompletion('awaitingCapture', [passed, flagged], null, wait)).toEqual({
      ok: true,
      value: { kind: 'completed', next: 'completed', flags: ['flags'] },
    });
  });

  it.each(['preRegistered', 'returned'] as const)('%s：只差班主任，先存着', (status) => {
    expect(decideCompletion(status, [passed, teacherHold, flagged], null, wait)).toEqual({
      ok: true,
      value: { kind: 'held', waitsFor: [teacherHold], flags: ['flags'] },
    });
  });

  it('还差别的：拒绝，一次说全', () => {
    expect(decideCompletion('preRegistered', [teacherHold, blocked, documentHold], null, wait)).toMatchObject({
      ok: false,
      fault: { kind: 'refused', findings: [teacherHold, blocked, documentHold] },
    });
  });

  it('提醒要写明原因才能完成；空白不算原因', () => {
    for (const reason of [null, '', '  ']) {
      expect(decideCompletion('awaitingCapture', [warned], reason, wait)).toMatchObject({
        ok: false,
        fault: { title: '写明原因后才能完成登记', findings: [warned] },
      });
    }
    expect(decideCompletion('awaitingCapture', [warned], '证件如此', wait).ok).toBe(true);
  });

  it('没有什么挡着而状态还等班主任：状态已经变了', () => {
    expect(decideCompletion('preRegistered', [passed], null, wait)).toMatchObject({
      ok: false,
      fault: { kind: 'stale' },
    });
  });

  it.each(candidacyStatuses.filter((status) => !['preRegistered', 'returned', 'awaitingCapture'].includes(status)))(
    '%s：不在登记台手里',
    (status) => {
      expect(decideCompletion(status, [passed], null, wait)).toMatchObject({ ok: false, fault: { kind: 'stale' } });
    },
  );
});
