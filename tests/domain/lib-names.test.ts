import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkName, codePointLength, compareCardName, nameKey, normaliseName } from '#shared/lib/names.ts';

const nameUnit = fc.constantFrom(..."张巴特尔䶮𬭎㛃𠮷·•・‧．.∙Ａa Bé\u3000 \t'-ᠮᠣ？1\u0301".split(/(?:)/u));

describe('姓名的整理', () => {
  test.each([
    ['张三', '张三', false],
    ['  张三　', '张三', true],
    ['张 三', '张三', true],
    ['张　　三', '张三', true],
    ['巴特•苏和', '巴特·苏和', true],
    ['巴特・苏和', '巴特·苏和', true],
    ['巴特‧苏和', '巴特·苏和', true],
    ['巴特．苏和', '巴特·苏和', true],
    ['巴特.苏和', '巴特·苏和', true],
    ['巴特∙苏和', '巴特·苏和', true],
    ['巴特 · 苏和', '巴特·苏和', true],
    ['巴特·苏和', '巴特·苏和', false],
    ['Anna  Maria', 'Anna Maria', true],
    ['Ａnna', 'Anna', true],
    // NFC would turn U+FA0C into 兀 and join the accent; the stored name keeps both
    ['\uFA0C\u4E09', '\uFA0C\u4E09', false],
    ['Jose\u0301', 'Jose\u0301', false],
  ])('“%s”存作“%s”', (text, name, mended) => {
    expect(normaliseName(text)).toEqual({ name, mended });
  });

  test('整理两次与一次相同', () => {
    fc.assert(
      fc.property(fc.array(nameUnit, { maxLength: 20 }), (units) => {
        const { name } = normaliseName(units.join(''));
        expect(normaliseName(name)).toEqual({ name, mended: false });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('姓名能不能存', () => {
  test.each([
    '张三',
    '巴特·苏和',
    '王𬭎',
    '张䶮',
    '㛃儿',
    '𠮷\u{30000}\u{31350}\u{2EBF0}',
    "Mary-Jane O'Neil",
    'Ángel Muñoz',
    'ᠮᠣᠩᠭᠣᠯ',
    '阿',
    '阿'.repeat(50),
    '𠮷'.repeat(50),
    '𠮷'.repeat(100),
  ])('%s 可以', (name) => {
    expect(checkName(name)).toBeNull();
  });

  test.each([
    ['', 'nameMissing', ''],
    ['   ', 'nameMissing', ''],
    ['阿'.repeat(101), 'nameLength', '101'],
    ['张3', 'nameCharacters', '〔U+0033〕'],
    ['张３', 'nameCharacters', '〔U+FF13〕'],
    ['张?', 'nameCharacters', '〔U+003F〕'],
    ['王？', 'nameCharacters', '〔U+FF1F〕'],
    ['张\uE81E', 'nameCharacters', '〔U+E81E〕'],
    ['张\uF8FF', 'nameCharacters', '〔U+F8FF〕'],
    ['张\u{F0000}', 'nameCharacters', '〔U+F0000〕'],
    ['张😀', 'nameCharacters', '〔U+1F600〕'],
    ['张\u0007三', 'nameCharacters', '〔U+0007〕'],
    ['张_三', 'nameCharacters', '〔U+005F〕'],
    ['张（小）', 'nameCharacters', '〔U+FF08〕'],
    ['张/李', 'nameCharacters', '〔U+002F〕'],
    ['\uD840', 'nameCharacters', '〔U+D840〕'],
    ['·巴特', 'nameCharacters', '间隔点'],
    ['巴特·', 'nameCharacters', '间隔点'],
    ['巴··特', 'nameCharacters', '间隔点'],
    ['-', 'nameCharacters', '没有文字'],
  ])('“%s”不行：%s', (name, code, word) => {
    expect(checkName(name)).toMatchObject({ code, sentence: expect.stringContaining(word) });
  });

  test('按字数，不按存储单元数', () => {
    expect(codePointLength('𠮷𬭎·张')).toBe(4);
    expect(codePointLength('')).toBe(0);
  });
});

describe('姓名的查找与比较', () => {
  test.each([
    ['巴特·苏和', '巴特苏和'],
    ['巴特•苏和', '巴特苏和'],
    ['Anna Maria', 'annamaria'],
    ['\uFA0C三', '兀三'],
    ['ＡＢ', 'ab'],
  ])('“%s”按“%s”查找', (name, key) => {
    expect(nameKey(name)).toBe(key);
  });

  const long = '阿拉坦其其格·孛儿只斤·乌兰图雅';
  test.each([
    ['张三', '张三', 'equal'],
    ['张三', '张三             ', 'equal'],
    ['巴特·苏和', '巴特•苏和', 'equal'],
    ['张三', '张山', 'different'],
    ['张三丰', '张三', 'different'],
    [long, long.slice(0, 15), 'prefix'],
    [long, long.slice(0, 14), 'different'],
    [long, `${long.slice(0, 14)}山`, 'different'],
    [`${'阿'.repeat(14)}𠮷三`, `${'阿'.repeat(14)}\uD842`, 'prefix'],
    [`${'阿'.repeat(14)}𠮷三`, '阿'.repeat(14), 'prefix'],
    [`${'阿'.repeat(13)}𠮷三`, `${'阿'.repeat(13)}𠮷`, 'prefix'],
  ])('档案“%s”与证件“%s”：%s', (full, card, verdict) => {
    expect(compareCardName(full, card)).toBe(verdict);
  });

  test('任何长名截成 15 个单元都认作同一人', () => {
    const letter = fc.constantFrom(...'张巴特尔𠮷𬭎㛃');
    fc.assert(
      fc.property(fc.array(letter, { minLength: 16, maxLength: 50 }), (letters) => {
        const full = letters.join('');
        expect(compareCardName(full, full.slice(0, 15))).toBe('prefix');
      }),
    );
  });
});
