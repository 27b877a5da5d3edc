import { compareInstants, instantInWords } from '../../lib/instant.ts';
import { type Answer, fail, pass, type ReadParameter, rule, unknown } from '../engine.ts';
import { fieldNames } from '../fact-labels.ts';
import type { PublishedWindow } from '../facts.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

// 1.1.2: the photo is part of the registration
export const photoIsTaken = rule({
  id: 'desk.photo-taken',
  title: '已拍照片',
  clauses: ['1.1.2'],
  from,
  reads: ['hasShot'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) => (f.hasShot ? pass() : fail('还没有拍照', '按空格拍照')),
});

// 1.1.2: identity is captured from a document; without one the shot waits
export const documentIsShown = rule({
  id: 'desk.document-shown',
  title: '出示了证件',
  clauses: ['1.1.2'],
  from,
  field: 'documentNumber',
  reads: ['documentState'],
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.documentState === null) return unknown('还没有记证件状态', '看过证件后选定证件状态', 'block');
    if (f.documentState === 'missing') return fail('没有带证件', '照片先存着；学生带证件来，核对后完成，不用重拍');
    return pass();
  },
});

export const documentIsOriginal = rule({
  id: 'desk.document-original',
  title: '证件是原件',
  clauses: ['1.1.2'],
  from,
  field: 'documentNumber',
  reads: ['documentState'],
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'block',
  test(f, read) {
    if (f.documentState !== 'copyOnly') return pass();
    const waits = read('copyOfDocument') === 'hold';
    return fail('只有证件复印件', '照片先存着；学生带原件来，核对后完成', waits ? 'hold' : 'flag');
  },
});

// an expired or temporary document still shows who it is: the record goes on and says so
export const documentIsValid = rule({
  id: 'desk.document-valid',
  title: '证件在有效期内',
  clauses: ['1.1.2'],
  from,
  field: 'documentNumber',
  reads: ['documentState'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.documentState === 'expired' ? fail('证件已过有效期', '照常办理；告诉学生尽快换证，由自治区核定') : pass(),
});

export const documentIsPermanent = rule({
  id: 'desk.document-permanent',
  title: '不是临时证件',
  clauses: ['1.1.2'],
  from,
  field: 'documentNumber',
  reads: ['documentState'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.documentState === 'temporary' ? fail('只有临时证件', '照常办理；正式证件下来后号码不变的不用再来') : pass(),
});

// 1.1.2: somebody held document and record together, by reader or by eye and the last four characters
export const documentIsCompared = rule({
  id: 'desk.document-compared',
  title: '证件与登记核对过',
  clauses: ['1.1.2'],
  from,
  field: 'documentNumber',
  reads: ['documentState', 'documentComparison'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.documentState === 'missing') return pass();
    if (f.documentComparison === null) return fail('还没有核对证件', '读证件；没有读卡器就看证件键入末四位');
    if (f.documentComparison.agrees) return pass();
    const how = f.documentComparison.how === 'lastFour' ? '键入的末四位' : '读出的证件号';
    return fail(
      `${how}与登记的证件号不同`,
      '看清是不是同一个人：拿错了证件，换成本人证件再读；不是这名学生，当面补录另登一条；号码登记错了，选定以证件为准',
    );
  },
});

// the house: a difference between document and roster is decided with the pupil before the record goes on
export const differencesAreSettled = rule({
  id: 'desk.differences-settled',
  title: '证件与名册的不同处都选定了',
  clauses: [],
  house: true,
  from,
  reads: ['unsettledDifferences'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.unsettledDifferences.length === 0) return pass();
    return fail(
      `证件与名册有 ${f.unsettledDifferences.length} 处不同还没有选定：${fieldNames(f.unsettledDifferences)}`,
      '和学生核对后，逐处选定以证件还是名册为准',
    );
  },
});

export const pupilHasConfirmed = rule({
  id: 'desk.pupil-has-confirmed',
  title: '学生核对过',
  clauses: [],
  house: true,
  from,
  reads: ['pupilConfirmed'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) => (f.pupilConfirmed ? pass() : fail('学生还没有核对姓名和照片', '让学生看屏幕核对，没有错再完成')),
});

// 1.1.2 "in the set time": the clock and the calendar of a desk may be old, so the region judges
export const registrationWindowIsOpen = rule({
  id: 'desk.registration-window',
  title: '在注册窗口内',
  clauses: ['1.1.2'],
  from,
  reads: ['registrationWindows', 'now'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    if (f.registrationWindows.length === 0)
      return unknown('没有收到这一届的注册窗口', '照常登记；导入自治区的日程，由自治区核定');
    const now = f.now;
    const isOpen = f.registrationWindows.some(
      (window) => compareInstants(window.opensAt, now) <= 0 && compareInstants(now, window.closesAt) < 0,
    );
    return isOpen ? pass() : outsideWindow(f.registrationWindows, now, read);
  },
});

function outsideWindow(windows: readonly PublishedWindow[], now: string, read: ReadParameter): Answer {
  const waits = read('outsideRegistrationWindow') === 'hold';
  const next = waits ? '照片先存着，窗口开放后完成' : '照常登记，由自治区核定';
  const opening = windows
    .map((window) => window.opensAt)
    .filter((opensAt) => compareInstants(now, opensAt) < 0)
    .sort(compareInstants)[0];
  const closing =
    windows
      .map((window) => window.closesAt)
      .sort(compareInstants)
      .at(-1) ?? '';
  const sentence = opening
    ? `注册窗口 ${instantInWords(opening)} 才开放`
    : `注册窗口 ${instantInWords(closing)} 已关闭`;
  return fail(sentence, next, waits ? 'hold' : 'flag');
}

// the house: a clock before the edition's own first day is wrong; work goes on, and the region sees it
export const clockIsPlausible = rule({
  id: 'desk.clock-is-plausible',
  title: '电脑日期说得通',
  clauses: [],
  house: true,
  from,
  reads: ['today', 'editionInForceFrom'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    f.today >= f.editionInForceFrom
      ? pass()
      : fail(`电脑日期 ${f.today} 早于规定版本的起始日 ${f.editionInForceFrom}`, '照常登记；有空时由管理员校时'),
});
