import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanDetector, type ScanKey, type ScanVerdict } from '../../src-renderer/ui/scan-burst.ts';

const key = (code: string, at: number, repeat = false): ScanKey => ({ code, shiftKey: false, repeat, at });
const codeOf = (character: string): string =>
  /\d/.test(character) ? `Digit${character}` : character === '-' ? 'Minus' : `Key${character}`;

/** Feeds the characters with the given gap, then the ending key after `endGap`. */
function feed(detect: (key: ScanKey) => ScanVerdict, text: string, gap: number, end = 'Enter', endGap = gap, from = 0) {
  const keys = [...text].map((character, index) => key(codeOf(character), from + index * gap));
  for (const one of keys) detect(one);
  return detect(key(end, from + (text.length - 1) * gap + endGap));
}

describe('扫码', () => {
  for (const end of ['Enter', 'NumpadEnter', 'Tab']) {
    it(`18 位号码，间隔 10 毫秒，以 ${end} 结束：是扫码`, () => {
      expect(feed(createScanDetector(), '15043020080511203X', 10, end)).toEqual({
        kind: 'scanned',
        text: '15043020080511203X',
        again: false,
      });
    });
  }

  it('G 开头的学籍号按物理键得到大写', () => {
    expect(feed(createScanDetector(), 'G150430200805112034', 5)).toMatchObject({ text: 'G150430200805112034' });
  });

  it('平均间隔 30 毫秒是，31 毫秒不是', () => {
    expect(feed(createScanDetector(), '123456', 30).kind).toBe('scanned');
    expect(feed(createScanDetector(), '123456', 31).kind).toBe('none');
  });

  it('6 个字符是，5 个不是', () => {
    expect(feed(createScanDetector(), '123456', 10).kind).toBe('scanned');
    expect(feed(createScanDetector(), '12345', 10).kind).toBe('none');
  });

  it('回车在 60 毫秒内是，61 毫秒不是', () => {
    expect(feed(createScanDetector(), '123456', 10, 'Enter', 60).kind).toBe('scanned');
    expect(feed(createScanDetector(), '123456', 10, 'Enter', 61).kind).toBe('none');
  });

  it('读卡器中间顿一下（120 毫秒内）不丢前半截号码', () => {
    const detect = createScanDetector();
    for (const [index, character] of [...'150430'].entries()) detect(key(codeOf(character), index * 8));
    expect(feed(detect, '20080511203X', 8, 'Enter', 8, 40 + 120)).toMatchObject({ text: '15043020080511203X' });
  });

  it('手打几个字后放卡：只取卡上的号码', () => {
    const detect = createScanDetector();
    for (const [index, character] of [...'203'].entries()) detect(key(codeOf(character), index * 180));
    expect(feed(detect, '150430200805', 8, 'Enter', 8, 1_000)).toMatchObject({ text: '150430200805' });
  });

  it('按住不放的键不算', () => {
    const detect = createScanDetector();
    for (let index = 0; index < 10; index += 1) detect(key('Digit1', index * 30, index > 0));
    expect(detect(key('Enter', 310)).kind).toBe('none');
  });

  it('三秒内同一张卡算重复，三秒后、别的卡不算', () => {
    const detect = createScanDetector();
    expect(feed(detect, '123456', 10, 'Enter', 10, 0)).toMatchObject({ again: false });
    expect(feed(detect, '123456', 10, 'Enter', 10, 2_000)).toMatchObject({ again: true });
    expect(feed(detect, '654321', 10, 'Enter', 10, 2_500)).toMatchObject({ again: false });
    expect(feed(detect, '654321', 10, 'Enter', 10, 6_000)).toMatchObject({ again: false });
  });

  it('第一个字符报告开始，好记住输入框原来的内容', () => {
    const detect = createScanDetector();
    expect(detect(key('Digit1', 0)).kind).toBe('begun');
    expect(detect(key('Digit2', 10)).kind).toBe('none');
    expect(detect(key('Digit3', 500)).kind).toBe('begun');
  });

  it('人打字的速度从不算扫码，读卡器的速度总算', () => {
    const text = fc
      .array(fc.constantFrom(...'0123456789X'), { minLength: 6, maxLength: 20 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 31, max: 400 }),
        (characters, gap) => feed(createScanDetector(), characters, gap).kind === 'none',
      ),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (characters, gap) => {
        const verdict = feed(createScanDetector(), characters, gap);
        return verdict.kind === 'scanned' && verdict.text === characters;
      }),
    );
  });
});
