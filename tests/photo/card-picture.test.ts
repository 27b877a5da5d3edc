import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardBox } from '../../shared/photo/card-box.ts';
import { type CardEvent, type CardState, noCard, stepCard } from '../../src-renderer/features/desk/card-work.ts';

describe('框', () => {
  it('在画面正中，3 比 4，高是看得见的画面的三成多；竖的、小的画面也在里面', () => {
    expect(cardBox({ width: 1280, height: 720 })).toEqual({ x: 554, y: 245, width: 173, height: 230 });
    expect(cardBox({ width: 640, height: 480 })).toEqual({ x: 262, y: 163, width: 116, height: 154 });
    // taller than 3 to 4: the framing view is as wide as the frame
    expect(cardBox({ width: 480, height: 640 })).toEqual({ x: 163, y: 218, width: 154, height: 205 });
    expect(cardBox({ width: 300, height: 2000 })).toEqual({ x: 102, y: 936, width: 96, height: 128 });
    expect(cardBox({ width: 2, height: 2 })).toMatchObject({ width: 1, height: 1 });
  });
});

/** Whose card a picture shows. The world knows it; the desk does not look into pictures. */
type Picture = { readonly of: string };
type Step = typeof stepCard<Picture>;
type Act =
  | { readonly kind: 'F8' | 'esc' | 'next' | 'lock' | 'unlock' | 'closed' | 'drop' }
  /** a key that was meant for the pupil before */
  | { readonly kind: 'staleF8' };

const classmates = ['甲', '乙', '丙'];
const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('F8', 'F8', 'F8', 'esc', 'next', 'lock', 'unlock', 'unlock', 'closed', 'drop', 'staleF8'),
});

/** Plays the keys and answers every breach of: a card picture is there only beside the very pupil it was held up for, in one sitting. */
function play(acts: readonly Act[], step: Step): { breaches: string[]; taken: number } {
  let state: CardState<Picture> = noCard();
  let at = 0;
  let before = '';
  let taken = 0;
  let isLocked = false;
  const breaches: string[] = [];
  const send = (event: CardEvent<Picture>): void => {
    state = step(state, event);
  };
  const arrive = (): void => send({ kind: 'at', pupil: isLocked ? null : (classmates[at] ?? null) });
  arrive();
  for (const { kind } of acts) {
    const pupil = isLocked ? null : (classmates[at] ?? '');
    const had = state.picture;
    if (kind === 'F8' && pupil !== null) {
      if (!state.isAiming) send({ kind: 'aim' });
      else send({ kind: 'grabbed', pupil, picture: { of: pupil } });
      if (state.picture !== null && state.picture !== had) taken += 1;
    }
    if (kind === 'staleF8' && before !== '') send({ kind: 'grabbed', pupil: before, picture: { of: before } });
    if (kind === 'esc') send({ kind: 'leave' });
    if (kind === 'drop' || kind === 'closed') send({ kind: 'drop' });
    if (kind === 'next') {
      before = classmates[at] ?? '';
      at = (at + 1) % classmates.length;
    }
    if (kind === 'lock') isLocked = true;
    if (kind === 'unlock') isLocked = false;
    arrive();
    const now = isLocked ? null : classmates[at];
    if (state.picture !== null && state.picture.of !== now) breaches.push(`${now} 的旁边是 ${state.picture.of} 的证件`);
    const ends = ['next', 'lock', 'closed', 'drop'].includes(kind);
    if (ends && state.picture !== null) breaches.push(`${kind} 以后证件还在`);
    if (state.isAiming && now === null) breaches.push('锁着还在拍证件');
  }
  return { breaches, taken };
}

const orders = fc.array(act, { minLength: 40, maxLength: 160 });
const settings = { numRuns: 200, seed: 20261130 } as const;

describe('证件照片只陪这一位、这一次', () => {
  it('200 种次序：换人、锁屏、办完、去掉，证件就没有了；从不出现在别人旁边', () => {
    let taken = 0;
    fc.assert(
      fc.property(orders, (acts) => {
        const result = play(acts, stepCard);
        taken += result.taken;
        expect(result.breaches).toEqual([]);
      }),
      settings,
    );
    expect(taken).toBeGreaterThan(500);
  });

  it.each<[string, Step]>([
    ['换人不清', (state, event) => (event.kind === 'at' ? { ...state, pupil: event.pupil } : stepCard(state, event))],
    [
      '晚到的键也算',
      (state, event) => {
        if (event.kind !== 'grabbed') return stepCard(state, event);
        return stepCard(state, { ...event, pupil: state.pupil ?? '' });
      },
    ],
    ['锁屏不清', (state, event) => (event.kind === 'at' && event.pupil === null ? state : stepCard(state, event))],
    ['办完不清', (state, event) => (event.kind === 'drop' ? state : stepCard(state, event))],
  ])('种下的错会被抓到：%s', (_name, faulty) => {
    const found = fc.check(
      fc.property(orders, (acts) => play(acts, faulty).breaches.length === 0),
      settings,
    );
    expect(found.failed).toBe(true);
  });
});

describe('证件照片出不去', () => {
  const root = join(import.meta.dirname, '../../src-renderer');
  const files = (readdirSync(root, { recursive: true }) as string[]).filter((path) => /\.tsx?$/u.test(path));
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  /** what would take it to main, into a file, or to an address */
  const ways =
    /bridge\/|\bcall\(|toBlob|convertToBlob|toDataURL|createObjectURL|encodeWithin|encodeOriginal|localStorage|postMessage/u;

  it('拿得到它的文件就这几个；存照片的一步不在里面', () => {
    const holders = files.filter((path) => /import[^;]*\/card-picture\.ts'/u.test(read(path)));
    expect(holders.toSorted()).toEqual([
      'features/desk/face-comparison.tsx',
      'features/desk/use-card.ts',
      'photo/card-image.tsx',
    ]);
  });

  it('除了照片比对，没有一个能把它编码、写出、交给主进程', () => {
    for (const path of [
      'features/desk/use-card.ts',
      'features/desk/card-work.ts',
      'photo/card-image.tsx',
      'photo/card-picture.ts',
    ])
      expect(ways.exec(read(path))?.[0] ?? null, path).toBeNull();
  });
});
