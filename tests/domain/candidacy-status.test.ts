import { describe, expect, it } from 'vitest';
import { type Decision, stateFinding } from '#shared/domain/act-decision.ts';
import {
  decideCompletion,
  decideEntry,
  decideJoin,
  decideReceipt,
  decideRelease,
  decideResubmission,
  decideReview,
  decideReviewReturn,
  decideTeacherApproval,
  decideTeacherReturn,
  isAtTheDesk,
} from '#shared/domain/candidacy-acts.ts';
import { type CandidacyStatus, candidacyActs, candidacyStatuses, nextStatus } from '#shared/domain/candidacy-status.ts';
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

it('状态不容许时的下一步说的是真话：审核员退得回的才说退回', () => {
  const next = (status: CandidacyStatus) => stateFinding({ status, fullName: '包某', edition: 'e' }).next;
  for (const status of candidacyStatuses)
    expect(next(status).includes('退回登记台'), status).toBe(nextStatus(status, 'review.return') !== null);
  expect(next('joined')).toContain('并入另一份');
});

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
        "preRegistered —privateRegistration.send→ awaitingRegion",
        "preRegistered —privateRegistration.accept→ awaitingCapture",
        "preRegistered —privateRegistration.refuse→ void",
        "preRegistered —privateRegistration.withdraw→ withdrawn",
        "preRegistered —recognitionOfResults.register→ awaitingCapture",
        "preRegistered —recognitionOfResults.registerWithoutCapture→ awaitingRegion",
        "preRegistered —case.join→ joined",
        "returned —preRegistration.resubmit→ preRegistered",
        "returned —case.join→ joined",
        "awaitingCapture —preRegistration.return→ returned",
        "awaitingCapture —desk.complete→ completed",
        "awaitingCapture —case.join→ joined",
        "awaitingRegion —sync.takeEffect→ inEffect",
        "awaitingRegion —privateRegistration.accept→ awaitingCapture",
        "awaitingRegion —privateRegistration.return→ preRegistered",
        "awaitingRegion —privateRegistration.refuse→ void",
        "awaitingRegion —privateRegistration.withdraw→ withdrawn",
        "completed —review.approve→ reviewed",
        "completed —review.return→ awaitingCapture",
        "completed —photo.orderRetake→ awaitingCapture",
        "reviewed —review.return→ awaitingCapture",
        "reviewed —release.perform→ released",
        "reviewed —photo.orderRetake→ awaitingCapture",
        "released —photo.orderRetake→ awaitingCapture",
        "released —sync.receive→ received",
        "released —sync.refuse→ refusedByRegion",
        "released —sync.join→ joined",
        "released —reopening.carryOut→ awaitingCapture",
        "received —photo.orderRetake→ awaitingCapture",
        "received —sync.return→ refusedByRegion",
        "received —sync.takeEffect→ inEffect",
        "received —reopening.carryOut→ awaitingCapture",
        "inEffect —transfer.carryOut→ inEffect",
        "inEffect —transfer.leave→ closed",
        "inEffect —suspension.carryOut→ suspended",
        "suspended —transfer.carryOut→ suspended",
        "suspended —transfer.leave→ closed",
        "suspended —reinstatement.carryOut→ inEffect",
        "closed —transfer.arrive→ inEffect",
        "closed —transfer.arriveOnLeave→ suspended",
        "refusedByRegion —review.return→ awaitingCapture",
        "refusedByRegion —photo.orderRetake→ awaitingCapture",
        "refusedByRegion —reopening.carryOut→ awaitingCapture",
        "setAside —reopening.carryOut→ awaitingCapture",
      ]
    `);
  });

  it('每种业务至少在一个状态下开着', () => {
    const never = candidacyActs.filter((act) => candidacyStatuses.every((status) => nextStatus(status, act) === null));
    expect(never).toEqual([]);
  });

  it('注册生效以前才有的业务，生效后都关着', () => {
    const back = ['transfer.arrive', 'transfer.arriveOnLeave'];
    const afterEffect = [
      'transfer.carryOut',
      'transfer.leave',
      'suspension.carryOut',
      'reinstatement.carryOut',
      ...back,
    ];
    for (const status of ['inEffect', 'suspended', 'closed', 'joined', 'void', 'withdrawn', 'staged'] as const) {
      const open = candidacyActs.filter((act) => nextStatus(status, act) !== null);
      expect(open.filter((act) => !afterEffect.includes(act))).toEqual([]);
    }
    // what transfer, leave and return do is closed before, and once a record is over; what has left may come back
    const open = candidacyStatuses.filter((status) =>
      candidacyActs.some((act) => afterEffect.includes(act) && nextStatus(status, act)),
    );
    expect(open).toEqual(['inEffect', 'suspended', 'closed']);
  });
});

const subject = (status: CandidacyStatus) => ({ status, fullName: '王小禾', edition: 'e' });

/** 去向，或者挡住的规则。 */
function answer({ result }: Decision): string {
  return result.ok ? result.value.next : result.fault.findings.map((one) => one.ruleId).join(' ');
}

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
      const good = decide(subject(status), [passed, flagged, warned]);
      const bad = decide(subject(status), [passed, documentHold, blocked]);
      return `${status}: ${answer(good)} / ${answer(bad)}`;
    });
    const closed = ': house.state / house.state blocks document';
    expect(answers.filter((line) => !line.endsWith(closed))).toMatchSnapshot();
  });

  it('拒绝时只带挡住的结论，先拦后等；通过时标记随记录走，一条只记一次', () => {
    expect(decideReview(subject('completed'), [passed, flagged, documentHold, blocked]).result).toEqual({
      ok: false,
      fault: { kind: 'refused', title: '不能审核同意：王小禾', findings: [blocked, documentHold] },
    });
    expect(decideReview(subject('completed'), [passed, flagged, warned, flagged]).result).toEqual({
      ok: true,
      value: { next: 'reviewed', flags: ['flags', 'warns'] },
    });
  });

  it('状态不对时说现在是什么状态、怎么办，别的结论也都留着', () => {
    const { findings, result } = decideRelease(subject('completed'), [passed, flagged]);
    expect(findings.map((one) => one.ruleId)).toEqual(['house.state', 'ok', 'flags']);
    expect(result).toMatchObject({
      ok: false,
      fault: {
        kind: 'refused',
        title: '不能放行：王小禾',
        findings: [{ sentence: '这份记录现在是“登记完成”', next: expect.stringContaining('退回登记台'), edition: 'e' }],
      },
    });
  });

  it('补录没有状态挡着，只看规则', () => {
    expect(answer(decideEntry(subject('preRegistered'), [passed, flagged]))).toBe('preRegistered');
    expect(answer(decideEntry(subject('preRegistered'), [blocked]))).toBe('blocks');
  });

  it('退回登记台：审核前后、自治区退回的都可以', () => {
    const open = candidacyStatuses.filter((status) => decideReviewReturn(subject(status)).result.ok);
    expect(open).toEqual(['completed', 'reviewed', 'refusedByRegion']);
  });

  it('并入别的记录：登记台的事没有办完的才可以', () => {
    const open = candidacyStatuses.filter((status) => decideJoin(subject(status)).result.ok);
    expect(open).toEqual(['preRegistered', 'returned', 'awaitingCapture']);
  });

  it('回执只认放行过的，第二张回执不再改状态', () => {
    const outcomes = ['stored', 'joined', 'refused'] as const;
    expect(outcomes.map((outcome) => answer(decideReceipt(subject('released'), outcome)))).toEqual([
      'received',
      'joined',
      'refusedByRegion',
    ]);
    expect(answer(decideReceipt(subject('received'), 'stored'))).toBe('house.state');
  });
});

describe('登记台完成', () => {
  const complete = (status: CandidacyStatus, findings: readonly Finding[]) =>
    decideCompletion(subject(status), findings, ['teacher']).result;
  const closing = (status: CandidacyStatus, findings: readonly Finding[]) => {
    const result = complete(status, findings);
    return result.ok ? [] : result.fault.findings.map((one) => one.ruleId);
  };

  it('都符合：完成', () => {
    expect(complete('awaitingCapture', [passed, flagged])).toEqual({
      ok: true,
      value: { kind: 'completed', next: 'completed', flags: ['flags'] },
    });
  });

  it.each(['preRegistered', 'returned'] as const)('%s：只差班主任，先存着', (status) => {
    expect(complete(status, [passed, teacherHold, flagged])).toEqual({
      ok: true,
      value: { kind: 'held', flags: ['flags'] },
    });
  });

  it('还差别的：拒绝，一次说全；班主任没审核不算拦住的理由', () => {
    expect(closing('preRegistered', [teacherHold, documentHold, blocked])).toEqual(['blocks', 'document']);
  });

  it('能等的规则说“拦下”时照样拦下', () => {
    expect(closing('preRegistered', [finding('teacher', 'unknown', 'block')])).toEqual(['teacher']);
  });

  it('没有什么挡着而状态还等班主任：状态说了算', () => {
    expect(closing('preRegistered', [passed])).toEqual(['house.state']);
  });

  it.each(candidacyStatuses)('%s：是不是在登记台手里', (status) => {
    const isOpen = ['preRegistered', 'returned', 'awaitingCapture'].includes(status);
    expect(isAtTheDesk(status)).toBe(isOpen);
    expect(closing(status, [teacherHold])).toEqual(isOpen ? [] : ['house.state']);
  });
});
