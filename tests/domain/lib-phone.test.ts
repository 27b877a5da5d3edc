import { describe, expect, it } from 'vitest';
import { checkPhone, normalisePhone } from '#shared/lib/phone.ts';

describe('办公电话', () => {
  it.each([
    ['0476-4321234', '0476-4321234'],
    ['（0476）4321234', '0476-4321234'],
    ['04764321234', '0476-4321234'],
    ['０４７６—４３２１２３４', '0476-4321234'],
    ['0476 4321234 转 8001', '0476-4321234-8001'],
    ['010-12345678', '010-12345678'],
    ['139 0476 0001', '13904760001'],
  ])('%s 存成 %s；再整理一次不变', (text, stored) => {
    expect(normalisePhone(text)).toBe(stored);
    expect(normalisePhone(stored)).toBe(stored);
    expect(checkPhone(text)).toBeNull();
  });

  it.each([
    ['4321234', '少了区号'],
    ['0476-43212', '位数不对'],
    ['4.76E+10', '科学计数'],
    ['0476-432123x', '数字以外'],
  ])('%s：%s', (text, words) => {
    expect(checkPhone(text)?.sentence).toContain(words);
  });
});
