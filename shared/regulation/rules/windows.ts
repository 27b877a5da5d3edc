import type { WindowKind } from '../../domain/window-kind.ts';
import { windowSentence } from '../../domain/window-sentence.ts';
import { type Span, spansAt } from '../../domain/window-state.ts';
import { instantInWords } from '../../lib/instant.ts';
import { type Answer, fail, pass, rule, unknown } from '../engine.ts';
import type { KnownFacts } from '../facts.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

/** What people do about a closed window: it is waited for, nothing is lost. */
function outside(kind: WindowKind, spans: readonly Span[], now: string, next: string): Answer {
  return fail(windowSentence(kind, spansAt(spans, now), now), next, 'hold');
}

/** By the published windows; null = none is published. */
function byPublished(kind: WindowKind, windows: readonly Span[], now: string, next: string): Answer | null {
  if (windows.length === 0) return null;
  return spansAt(windows, now).state === 'open' ? pass() : outside(kind, windows, now, next);
}

/** The span of the regulation as the marked default: inside it goes on and is flagged. Null = the calendar has none. */
function byLegalSpan(kind: WindowKind, what: string, spans: readonly Span[], now: string, next: string): Answer | null {
  const state = spansAt(spans, now);
  if (state.state === 'unknown') return null;
  if (state.state !== 'open') return outside(kind, spans, now, next);
  const until = state.closesAt === null ? '' : `，到 ${instantInWords(state.closesAt)}`;
  return unknown(`没有公布${what}的窗口，按日程推算现在可以办${until}`, '照常办理，由自治区核定', 'flag');
}

const waitsForWindow = '申请已收下，窗口开放时自动进入待办，不用重交';

/** A filing inside the correction window; without a calendar it is kept, or goes on flagged, as the edition says. */
function filedInWindow(f: CorrectionTimes, withoutCalendar: string): Answer {
  return (
    byPublished('correction', f.correctionWindows, f.now, waitsForWindow) ??
    byLegalSpan('correction', '更正', f.correctionSpans, f.now, waitsForWindow) ??
    unknown(
      '日程里没有更正窗口，也没有成绩公布的时间',
      withoutCalendar === 'hold' ? '申请先收下；由管理员录入日程，或等自治区的日程' : '照常办理，由自治区核定',
      withoutCalendar === 'hold' ? 'hold' : 'flag',
    )
  );
}

/** A later step of what was filed inside the correction window, as the edition says. */
function decidedInWindow(f: CorrectionTimes, afterWindow: string): Answer {
  const next = '窗口开放时再办；已办的步骤都留着';
  const answer =
    byPublished('correction', f.correctionWindows, f.now, next) ??
    byLegalSpan('correction', '更正', f.correctionSpans, f.now, next) ??
    unknown('日程里没有更正窗口，也没有成绩公布的时间', '照常办理，由自治区核定', 'flag');
  if (answer.verdict !== 'fail' || afterWindow === 'hold') return answer;
  return { ...answer, next: '窗口内收下的照常办完，由自治区核定', consequence: 'flag' };
}

const correctionTimes = ['correctionWindows', 'correctionSpans', 'now'] as const;
type CorrectionTimes = Pick<KnownFacts, (typeof correctionTimes)[number]>;

// 2.3b: corrections and transfers from each publication of results to the next exam entry; published windows lie inside
export const correctionWindowIsOpen = rule({
  id: 'windows.correction-open',
  title: '在更正窗口内',
  clauses: ['2.3b'],
  from,
  reads: correctionTimes,
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'hold',
  test: (f, read) => filedInWindow(f, read('correctionWithoutCalendar')),
});

// 2.3b names the time of handling, not whether receipt or decision counts: a later step is judged by the edition's word
export const correctionIsDecidedInWindow = rule({
  id: 'windows.correction-decided',
  title: '在更正窗口内办结',
  clauses: ['2.3b'],
  from,
  reads: correctionTimes,
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'flag',
  test: (f, read) => decidedInWindow(f, read('correctionDecidedAfterWindow')),
});

// 5 names no time; practice put leave and return into the correction window (facts of 2024), so the edition says
export const leaveWindowIsOpen = rule({
  id: 'windows.leave-open',
  title: '休籍、复籍在更正窗口内申请',
  clauses: ['5'],
  from,
  reads: correctionTimes,
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'hold',
  test: (f, read) =>
    read('suspensionWindow') === 'any' ? pass() : filedInWindow(f, read('correctionWithoutCalendar')),
});

export const leaveIsDecidedInWindow = rule({
  id: 'windows.leave-decided',
  title: '休籍、复籍在更正窗口内办结',
  clauses: ['5'],
  from,
  reads: correctionTimes,
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'flag',
  test: (f, read) =>
    read('suspensionWindow') === 'any' ? pass() : decidedInWindow(f, read('correctionDecidedAfterWindow')),
});

// 1.1.3 puts a private candidate on the path and in the time of 1.1.2: outside it the application waits, it is not lost
export const privateRegistrationWindowIsOpen = rule({
  id: 'windows.private-registration-open',
  title: '社会考生在注册窗口内申请',
  clauses: ['1.1.2', '1.1.3'],
  from,
  reads: ['registrationWindows', 'now'],
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    byPublished('registration', f.registrationWindows, f.now, waitsForWindow) ??
    unknown('没有收到这一届的注册窗口', '照常受理；导入自治区的日程，由自治区核定'),
});

// 4: the regulation names no time; a published one binds, outside it the application waits
export const recognitionWindowIsOpen = rule({
  id: 'windows.recognition-open',
  title: '在公布的成绩转入时间内申请',
  clauses: ['4.2a'],
  from,
  reads: ['recognitionWindows', 'now'],
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    byPublished('recognition', f.recognitionWindows, f.now, waitsForWindow) ??
    unknown('没有公布成绩转入的时间', '照常受理，由自治区核定；有日程时由管理员导入'),
});

// 1.3.5: subjects are chosen in the set time
export const examEntryWindowIsOpen = rule({
  id: 'windows.exam-entry-open',
  title: '在选课报名时间内',
  clauses: ['1.3.5'],
  from,
  reads: ['examEntryWindows', 'now'],
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'flag',
  test: (f, read) =>
    byPublished('examEntry', f.examEntryWindows, f.now, '告诉学生报名的时间；所选科目可以先记下，窗口开放时再报') ??
    unknown(
      '没有公布选课报名的时间',
      read('examEntryWithoutCalendar') === 'hold'
        ? '由管理员录入日程，或等自治区的日程，再报名'
        : '照常报名，由自治区核定',
      read('examEntryWithoutCalendar') === 'hold' ? 'hold' : 'flag',
    ),
});

// 2.4: class data before exam entry
export const classChangeIsInTime = rule({
  id: 'windows.class-change-in-time',
  title: '在报考前换班',
  clauses: ['2.4'],
  from,
  reads: ['classChangeWindows', 'classChangeSpans', 'now'],
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'flag',
  test(f) {
    const next = '报考已经开始，班级先不改；下一次能改时由学校再办';
    return (
      byPublished('classChange', f.classChangeWindows, f.now, next) ??
      byLegalSpan('classChange', '换班', f.classChangeSpans, f.now, next) ??
      unknown('没有公布换班截止和下次报名的时间', '照常换班，由自治区核定')
    );
  },
});
