import { describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract/index.ts';
import { candidacyStatuses } from '../../shared/domain/candidacy-status.ts';
import { countInWords } from '../../shared/domain/list-limit.ts';
import { callWord } from '../../src-renderer/features/audit/audit-words.ts';
import { newPasswordProblem } from '../../src-renderer/features/gate/new-password.ts';
import {
  emptyEntry,
  entryProblems,
  plainNumber,
  toCandidateData,
} from '../../src-renderer/features/pre-registration/entry-form.ts';
import { columnName } from '../../src-renderer/features/roster/column-name.ts';
import { explain, resultSentences } from '../../src-renderer/features/roster/roster-words.ts';
import { clockSeconds, dayAndTime, yearDayAndTime } from '../../src-renderer/ui/moments.ts';
import { wordsOf } from '../../src-renderer/ui/recovery-words.ts';
import { statusLook } from '../../src-renderer/ui/status-words.ts';

describe('状态的样子', () => {
  it('每个状态都有字、形状和颜色', () => {
    for (const status of candidacyStatuses) {
      const look = statusLook(status);
      expect(look.word).not.toBe('');
      expect(look.shape).toBeTruthy();
    }
  });

  it('已拍等班主任、缺席、迟到盖过待采集，不盖过登记完成', () => {
    expect(statusLook('preRegistered', true).word).toBe('已拍，等班主任同意');
    expect(statusLook('awaitingCapture', false, 'absent').word).toBe('缺席');
    expect(statusLook('awaitingCapture', false, 'late').word).toBe('迟到');
    expect(statusLook('completed', false, 'absent').word).toBe('登记完成');
  });

  it('社会考生没有班主任：等的是旗县', () => {
    expect(statusLook('preRegistered').word).toBe('待班主任审核');
    expect(statusLook('preRegistered', false, null, true).word).toBe('待旗县审核');
    expect(statusLook('awaitingRegion', false, null, true).word).toBe('待自治区审批');
  });
});

describe('时间', () => {
  it('一律是东八区，不看电脑设的时区', () => {
    expect(dayAndTime('2026-04-01T09:00:00Z')).toBe('4 月 1 日 17:00');
    expect(dayAndTime('2026-03-31T16:30:00.123Z')).toBe('4 月 1 日 00:30');
    expect(clockSeconds('2026-04-01T06:03:22Z')).toBe('14:03:22');
    expect(dayAndTime('不是时间')).toBe('');
    expect(yearDayAndTime('2026-12-31T16:30:00Z')).toBe('2027 年 1 月 1 日 00:30');
    expect(yearDayAndTime('不是时间')).toBe('');
  });
});

describe('登录前', () => {
  it('恢复词：空格、逗号、换行和序号都认', () => {
    expect(wordsOf(' 1. 草原，骏马\n3 河流、蓝天 ')).toEqual(['草原', '骏马', '河流', '蓝天']);
  });

  it('新密码按字数，不按编码单位', () => {
    expect(newPasswordProblem('1234567', '1234567')).toContain('7 位');
    expect(newPasswordProblem('𬭎𬭎𬭎𬭎', '𬭎𬭎𬭎𬭎')).toContain('4 位');
    expect(newPasswordProblem('12345678', '12345679')).toContain('不一样');
    expect(newPasswordProblem('12345678', '12345678')).toBeNull();
  });
});

describe('导入的话', () => {
  it('哪一行、哪一项、什么值、怎么改', () => {
    const problem = {
      row: 17,
      field: 'documentNumber',
      fieldLabel: '证件号码',
      value: '15010220080511203X',
      code: 'checkDigit',
      sentence: '末位校验对不上，可能抄错一位。对照证件改正后重新导入此行。',
      severity: 'reject',
    } as const;
    expect(explain(problem)).toBe(
      '第 17 行 · 证件号码 · 15010220080511203X：末位校验对不上，可能抄错一位。对照证件改正后重新导入此行。',
    );
    expect(explain({ ...problem, value: '' })).toContain('· 空：');
  });

  it('同一个文件再导入一次：说没有变化', () => {
    const none = {
      batchId: '',
      kind: 'roster',
      state: 'accepted',
      fileName: 'a.xlsx',
      createdAt: '',
      rowsRead: 600,
      rowsTotal: 600,
      good: 0,
      rejected: 0,
      unchanged: 600,
      updated: 0,
      cases: 0,
      casesHeldBack: 0,
      mended: 0,
      problem: null,
    } as const;
    expect(resultSentences(none)).toEqual(['600 人已在库，没有变化。']);
    expect(resultSentences({ ...none, unchanged: 0 })).toEqual(['没有写入任何数据。']);
    const cases = resultSentences({ ...none, unchanged: 0, good: 5, rejected: 3, cases: 3, casesHeldBack: 2 });
    expect(cases.slice(2)).toEqual([
      '其中 2 行和别的行或库中的人像是同一人，留在外面，没有开业务件：对照证件改正或删去，再导入“问题行.xlsx”。',
      '1 处疑似同一人已列为业务件，等审核员决定，不影响登记。',
    ]);
  });

  it('列名和电子表格一样', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('当面补录', () => {
  it('还差什么一次说完', () => {
    expect(entryProblems(emptyEntry, false).map((problem) => problem.field)).toEqual([
      'fullName',
      'documentNumber',
      'sex',
      'ethnicity',
      'birthDate',
      'classId',
      'pupilPresent',
    ]);
  });

  it('号码的全角、空格、小写变成标准写法，空着的是没有', () => {
    expect(plainNumber('１５０４３０ ２００８０５１１ ２０３ｘ')).toBe('15043020080511203X');
    const data = toCandidateData({ ...emptyEntry, fullName: ' 王𬭎 ', documentNumber: '15043020080511203x' }, null);
    expect(data).toMatchObject({
      fullName: '王𬭎',
      documentNumber: '15043020080511203X',
      mobile: null,
      enrolmentNo: null,
    });
  });
});

describe('记录的话', () => {
  it('合同里每个会写的动作都有中文名', () => {
    const commands = Object.entries(contract).flatMap(([name, spec]) => (spec.kind === 'command' ? [name] : []));
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter((name) => callWord(name) === name)).toEqual([]);
  });
});

describe('件数', () => {
  it('清单满了就说“以上”，不把 500 当总数', () => {
    expect([0, 1, 199, 200].map(countInWords)).toEqual(['0', '1', '199', '200 以上']);
  });
});
