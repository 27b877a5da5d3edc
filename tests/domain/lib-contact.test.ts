import { describe, expect, test } from 'vitest';
import { lastFour, maskNumber, maskNumbersIn } from '#shared/lib/mask.ts';
import { checkMobile, normaliseMobile } from '#shared/lib/mobile.ts';
import { checkPostCode, normalisePostCode } from '#shared/lib/post-code.ts';

describe('手机号', () => {
  test.each([
    ['13800000000', '13800000000'],
    ['19900000000', '19900000000'],
    ['138-0000-0000', '13800000000'],
    [' 138 0000 0000 ', '13800000000'],
    ['１３８００００００００', '13800000000'],
    ['+8613800000000', '13800000000'],
    ['008613800000000', '13800000000'],
    ['+852 5123 4567', '+85251234567'],
    ['00886912345678', '+886912345678'],
    ['+97688112233', '+97688112233'],
    ['+12345678', '+12345678'],
    ['+123456789012345', '+123456789012345'],
  ])('%s 存作 %s', (text, stored) => {
    expect(normaliseMobile(text)).toBe(stored);
    expect(checkMobile(text)).toBeNull();
  });

  test.each([
    ['1380000000', '10 位'],
    ['138000000000', '12 位'],
    ['12800000000', '12 开头'],
    ['23800000000', '23 开头'],
    ['1.38E+10', '科学计数'],
    ['1380000000o', '数字以外'],
    ['+1234567', '区号'],
    ['+1234567890123456', '区号'],
    ['+012345678', '区号'],
    ['', '数字以外'],
  ])('%s 有毛病：%s', (text, word) => {
    expect(checkMobile(text)).toMatchObject({ code: 'mobile', sentence: expect.stringContaining(word) });
  });
});

describe('邮政编码', () => {
  test.each(['024300', '０２４３００', ' 024300 '])('%s 可以', (text) => {
    expect(checkPostCode(text)).toBeNull();
    expect(normalisePostCode(text)).toBe('024300');
  });

  test.each([
    ['24300', '5 位'],
    ['0243000', '7 位'],
    ['02430A', '数字'],
    ['000000', '数字'],
    ['', '数字'],
  ])('%s 有毛病：%s', (text, word) => {
    expect(checkPostCode(text)).toMatchObject({ code: 'postCode', sentence: expect.stringContaining(word) });
  });
});

describe('遮住号码', () => {
  test.each([
    ['150430200805112034', '150430********2034'],
    ['G150430200805112034', 'G15043*********2034'],
    ['13800001234', '*******1234'],
    ['H12345678', '*****5678'],
    ['MNG310085010101', 'MNG310*****0101'],
    ['12345678901234', '**********1234'],
    ['1234', '****'],
    ['', ''],
  ])('%s 显示为 %s', (text, shown) => {
    expect(maskNumber(text)).toBe(shown);
  });

  test.each([
    ['15043020100501967X_马旭晨.jpg', '150430********967X_马旭晨.jpg'],
    ['G150430201005019671 (2).jpg', 'G15043*********9671 (2).jpg'],
    ['DSC_0200.jpg', 'DSC_0200.jpg'],
    ['20261123_101500.jpg', '20261123_101500.jpg'],
  ])('文件名里的证件号、学籍号遮住中间：%s', (text, shown) => {
    expect(maskNumbersIn(text)).toBe(shown);
  });

  test('后四位', () => {
    expect(lastFour('150430200805112034')).toBe('2034');
    expect(lastFour('12')).toBe('12');
  });
});
