import { describe, expect, it } from 'vitest';
import { keyed, keyedText } from '../../src-renderer/features/desk/keyed-reading.ts';

describe('照证件键的值', () => {
  it('日期打一半：原样留着，不当日期；接着打得出来', () => {
    let reading = {};
    for (const text of ['2', '2008', '2008-0', '2008-05-']) {
      reading = { ...reading, ...keyed('birthDate', text) };
      expect(reading).toEqual({ birthDate: null, typedBirthDate: text });
      expect(keyedText('birthDate', reading)).toBe(text);
    }
    reading = { ...reading, ...keyed('birthDate', '２００８-05-11') };
    expect(reading).toEqual({ birthDate: '2008-05-11', typedBirthDate: null });
    expect(keyedText('birthDate', reading)).toBe('2008-05-11');
    expect(keyed('birthDate', ' ')).toEqual({ birthDate: null, typedBirthDate: null });
  });

  it('号码一边打一边留，姓名照原样，空着是没有读', () => {
    expect(keyed('documentNumber', '１５０４ 30x')).toEqual({ documentNumber: '150430X' });
    expect(keyed('fullName', '王 ')).toEqual({ fullName: '王 ' });
    expect(keyed('fullName', ' ')).toEqual({ fullName: null });
    expect(keyedText('fullName', {})).toBe('');
  });
});
