import { describe, expect, it } from 'vitest';
import {
  keptMove,
  type MoveForm,
  moveFormOf,
  moveIsMissing,
  moveRequest,
  numberTyped,
  outsideRegion,
} from '../../src-renderer/features/application/move-form.ts';

const typed: MoveForm = {
  ...keptMove.empty,
  by: 'guardian',
  fullName: '孛儿只斤·额尔敦',
  relation: '父亲',
  schoolCode: '1504300002',
  schoolName: '敖汉旗蒙古族中学',
  from: '2026-12-01',
};

describe('转籍、休籍、复籍的表', () => {
  it('存进业务件再打开，还是填的那些', () => {
    const { from: _, ...school } = typed;
    const { schoolCode, schoolName, ...days } = typed;
    const rest = { schoolCode: '', schoolName: '' };
    expect(moveFormOf(moveRequest('transfer', typed, null))).toEqual({ ...keptMove.empty, ...school });
    expect(moveFormOf(moveRequest('reinstatement', typed, null))).toEqual({ ...days, ...rest });
    const leave = { ...typed, until: '2027-08-31' };
    expect(moveFormOf(moveRequest('suspension', leave, null))).toEqual({ ...leave, ...rest });
  });

  it('本人申请的不带家长的名字；区外的学校没有代码', () => {
    const own = moveRequest('transfer', { ...typed, by: 'pupil', schoolCode: outsideRegion }, '123');
    expect(own).toMatchObject({
      applicant: { by: 'pupil', fullName: null, relation: null },
      joiningSchool: { code: null },
      candidateNumber: '123',
    });
  });

  it('缺什么先说', () => {
    expect(moveIsMissing('transfer', typed)).toBeNull();
    expect(moveIsMissing('transfer', { ...typed, schoolCode: outsideRegion, schoolName: ' ' })).toBe('先选转入学校');
    expect(moveIsMissing('suspension', { ...typed, from: '' })).toBe('先写休学的日期');
    expect(moveIsMissing('reinstatement', { ...typed, relation: '' })).toBe('先写家长的姓名和关系');
    expect(moveIsMissing('reinstatement', { ...typed, by: 'pupil', relation: '' })).toBeNull();
  });

  it('查找的话里最后一个长的词才是号码', () => {
    expect(numberTyped('包·呼格吉勒 G15043020080511203X')).toBe('G15043020080511203X');
    expect([numberTyped('包·呼格吉勒'), numberTyped('bhgjl'), numberTyped('1234')]).toEqual([null, null, null]);
  });

  it('从磁盘读回来一个字也不少；空的、不是这张表的没有可找回的', () => {
    expect(keptMove.read(JSON.parse(JSON.stringify(typed)))).toEqual(typed);
    for (const content of [keptMove.empty, null, 'x', 7, [], { by: 'nobody' }])
      expect(keptMove.read(content)).toBeNull();
    expect(keptMove.isSame(typed, { ...typed })).toBe(true);
    expect(keptMove.isSame(typed, { ...typed, until: '2027-01-01' })).toBe(false);
  });
});
