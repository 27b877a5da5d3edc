import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEnrolmentNo } from '#shared/lib/enrolment-no.ts';
import { idCheckDigit } from '#shared/lib/id-number.ts';

const body17 = '15043020100512003';
const right = body17 + idCheckDigit(body17);
const wrong = body17 + (right.endsWith('4') ? '5' : '4');

describe('学籍号', () => {
  test.each([
    [`G${right}`, 'G', `G${right}`],
    [`J${right}`, 'J', `J${right}`],
    [`L${wrong}`, 'L', `L${wrong}`],
    [`ｌ ${wrong}`, 'L', `L${wrong}`],
    ['G11010519491231002x', 'G', 'G11010519491231002X'],
  ])('%s 是 %s 号', (text, form, number) => {
    expect(readEnrolmentNo(text)).toEqual({ ok: true, value: { form, number, body: number.slice(1) } });
  });

  test.each([
    [`G${wrong}`, 'checkDigit'],
    [`J${wrong}`, 'checkDigit'],
    [right, 'form'],
    [`K${right}`, 'form'],
    ['', 'form'],
    [`G${right.slice(1)}`, 'length'],
    [`L${wrong}0`, 'length'],
    [`L1504302010051200A${1}`, 'characters'],
    ['1.5E+17', 'characters'],
  ])('%s 有毛病：%s', (text, code) => {
    const read = readEnrolmentNo(text);
    expect(read.ok ? 'ok' : read.fault.code).toBe(code);
  });

  test('L 号从不查校验位，同样的号码写成 G 只有校验位碰巧相符才通过', () => {
    const digits = fc.integer({ min: 0, max: 9_999 }).map((n) => `15043020100512${String(n).padStart(4, '0')}`);
    fc.assert(
      fc.property(digits, (body) => {
        expect(readEnrolmentNo(`L${body}`).ok).toBe(true);
        expect(readEnrolmentNo(`G${body}`).ok).toBe(idCheckDigit(body.slice(0, 17)) === body[17]);
      }),
    );
  });
});
