import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idCheckDigit, idNumberDistance, readIdNumber } from '#shared/lib/id-number.ts';

const complete = (body: string) => body + idCheckDigit(body);
const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
const residentBody = fc
  .tuple(fc.constantFrom('150430', '152601', '110101', '130421', '654321'), day, fc.integer({ min: 0, max: 999 }))
  .map(([area, birth, sequence]) => area + birth.replaceAll('-', '') + String(sequence).padStart(3, '0'));

describe('读身份证号', () => {
  test.each([
    // published samples of GB 11643 and of the 2023 residence card
    ['11010519491231002X', 'resident', '110105', '1949-12-31', '2'],
    ['932682198501010017', 'foreigner', '932682', '1985-01-01', '1'],
    [complete('15260119680229123'), 'resident', '152601', '1968-02-29', '1'],
    [complete('81000020090304012'), 'hkMoTw', '810000', '2009-03-04', '2'],
    [complete('82000020090304011'), 'hkMoTw', '820000', '2009-03-04', '1'],
    [complete('83000020090304010'), 'hkMoTw', '830000', '2009-03-04', '2'],
  ])('%s', (number, kind, areaCode, birthDate, sex) => {
    expect(readIdNumber(number)).toEqual({ ok: true, value: { number, kind, areaCode, birthDate, sex } });
  });

  test.each([
    ['1.50102E+17', 'scientific'],
    ['1.50430200805E+17', 'scientific'],
    ['15043020080511203', 'length'],
    ['1504302008051120345', 'length'],
    ['150430080511203', 'length'],
    ['', 'length'],
    ['15043020080511A034', 'characters'],
    ['15043020080511203Y', 'characters'],
    [complete('15043020081301123'), 'birthDate'],
    [complete('15043020080230123'), 'birthDate'],
    [complete('15043018991231123'), 'birthDate'],
    [complete('15043021000101123'), 'birthDate'],
    [complete('99043020080511203').replace(/^9/u, '0'), 'area'],
    [complete('84000020080511203'), 'area'],
    [complete('81000120080511203'), 'area'],
    // sample of the standard itself, born 1880: a right check character, but nobody alive
    ['440524188001010014', 'birthDate'],
    ['110105194912310021', 'checkDigit'],
    ['11010519491231020X', 'checkDigit'],
  ])('%s 有毛病：%s', (text, code) => {
    const read = readIdNumber(text);
    expect(read.ok ? 'ok' : read.fault.code).toBe(code);
  });

  test('全角、小写 x 和空格都读得懂', () => {
    for (const text of [
      '11010519491231002x',
      ' 110105 19491231 002X ',
      '１１０１０５１９４９１２３１００２Ｘ',
      '\uFEFF11010519491231002X\u200B',
    ]) {
      const read = readIdNumber(text);
      expect(read.ok && read.value.number).toBe('11010519491231002X');
    }
  });

  test('日期和校验位都错时先说日期', () => {
    const read = readIdNumber('150430200813011230');
    expect(!read.ok && read.fault.code).toBe('birthDate');
    expect(!read.ok && read.fault.sentence).toContain('20081301');
  });

  test('错一位必定查出', () => {
    fc.assert(
      fc.property(residentBody, fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, place, step) => {
        const wrong = String((Number(body[place]) + step) % 10);
        const number = complete(body);
        expect(readIdNumber(number).ok).toBe(true);
        expect(readIdNumber(number.slice(0, place) + wrong + number.slice(place + 1)).ok).toBe(false);
      }),
    );
  });

  test('相邻两位写反必定查出', () => {
    fc.assert(
      fc.property(residentBody, fc.nat(16), (body, place) => {
        const number = complete(body);
        const swapped = [...number];
        [swapped[place], swapped[place + 1]] = [swapped[place + 1]!, swapped[place]!];
        fc.pre(swapped.join('') !== number);
        expect(readIdNumber(swapped.join('')).ok).toBe(false);
      }),
    );
  });

  test('校验位只接受 17 位数字', () => {
    expect(() => idCheckDigit('1234')).toThrow(RangeError);
    expect(idCheckDigit('11010519491231002')).toBe('X');
  });
});

describe('两个号码差几位', () => {
  const a = '15043020080511203';
  test.each([
    [complete(a), complete(a), 0],
    [complete(a), complete('15043020080511204'), 1],
    [complete(a), complete('15043020080512103'), 1],
    [complete(a), complete('15043020080512303'), 2],
    [complete(a), complete('15043020080511230'), 1],
    [complete(a), `${a}?`, 1],
    [complete(a), complete('15043020090512203'), 2],
    [complete(a), complete(a).slice(0, 17), 2],
    ['H12345678', 'H12345679', 1],
    ['H12345678', 'H12354678', 1],
    ['h12345678', 'H12345678', 0],
    ['12345678', 'H12345678', 2],
  ])('%s 与 %s 差 %i', (left, right, distance) => {
    expect(idNumberDistance(left, right)).toBe(distance);
    expect(idNumberDistance(right, left)).toBe(distance);
  });

  test('改正文一位并补上合适的校验位，仍是差一位', () => {
    fc.assert(
      fc.property(residentBody, fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, place, step) => {
        const digit = String((Number(body[place]) + step) % 10);
        const other = body.slice(0, place) + digit + body.slice(place + 1);
        expect(idNumberDistance(complete(body), complete(other))).toBe(1);
      }),
    );
  });
});
