import { describe, expect, it } from 'vitest';
import { restOf } from '../../src-renderer/features/review/approve-rest.ts';
import { inParts, merged } from '../../src-renderer/features/review/many-results.ts';
import { whatFollows } from '../../src-renderer/features/review/retake-words.ts';
import { landingPlace, pageBeside, wayOut } from '../../src-renderer/features/review/wall-pages.ts';
import {
  moveOnWall,
  placeOf,
  type WallPhoto,
  type WallRow,
  wallRows,
} from '../../src-renderer/features/review/wall-rows.ts';
import { returnReasonOf, wallWords } from '../../src-renderer/features/review/wall-words.ts';

type Gate = WallPhoto['gate'];
const good: Gate = { verdict: 'good', causes: [], overrideClosed: null, override: null, lookAlikes: [] };
const uneven: Gate['causes'][number] = {
  code: 'BG_UNEVEN',
  severity: 'reject',
  measure: 'backgroundDeviation',
  value: 17,
  limit: 8,
  sentence: '背景不均匀：偏差 17，最多 8。把布拉平，让学生离布远一点。',
};

function photo(id: string, change: Partial<WallPhoto> = {}): WallPhoto {
  return {
    candidacyId: id,
    version: 1,
    captureId: `shot-${id}`,
    fullName: `学生${id}`,
    className: '高一(3)班',
    status: 'completed',
    takenAt: '2026-04-01T06:03:22Z',
    takenBy: '王敏',
    gate: good,
    frozen: false,
    acts: [
      { act: 'review.approve', open: true, why: [] },
      { act: 'review.return', open: true, why: [] },
    ],
    ...change,
  };
}

const twinOf = (id: string): Gate['lookAlikes'][number] => ({
  candidacyId: id,
  captureId: `shot-${id}`,
  fullName: `学生${id}`,
  className: '高一(3)班',
  distance: 3,
});
const looksLike = (...ids: string[]): Partial<WallPhoto> => ({ gate: { ...good, lookAlikes: ids.map(twinOf) } });

/** Rows as text: a brackets as [a b], twins from elsewhere with ~. */
function drawn(rows: readonly WallRow[]): string[] {
  return rows.map((row) =>
    row
      .map((cell) => {
        const id = cell.kind === 'photo' ? cell.photo.candidacyId : `~${cell.twin.candidacyId}`;
        return `${cell.bracket === 'first' ? '[' : ''}${id}${cell.bracket === 'last' ? ']' : ''}`;
      })
      .join(' '),
  );
}

describe('照片墙的页', () => {
  it('翻得到每一页，翻不出头尾', () => {
    const walk = (by: 1 | -1, from: number): number[] => {
      const seen: number[] = [];
      for (let page: number | null = from; page !== null; page = pageBeside({ page, pages: 3 }, by)) seen.push(page);
      return seen;
    };
    expect(walk(1, 0)).toEqual([0, 1, 2]);
    expect(walk(-1, 2)).toEqual([2, 1, 0]);
    expect(pageBeside({ page: 0, pages: 1 }, 1)).toBeNull();
  });

  it('往后翻落在第一张，往前翻落在最后一张；空页不出错', () => {
    expect([landingPlace(500, 'before'), landingPlace(500, 'after'), landingPlace(0, 'after')]).toEqual([0, 499, 0]);
  });

  it('走动的键走到头就翻页；Home、End 不翻', () => {
    expect(['ArrowRight', 'ArrowDown', 'PageDown'].map(wayOut)).toEqual([1, 1, 1]);
    expect(['ArrowLeft', 'ArrowUp', 'PageUp'].map(wayOut)).toEqual([-1, -1, -1]);
    expect(['Home', 'End', 'Enter'].map(wayOut)).toEqual([null, null, null]);
  });
});

describe('照片墙的排法', () => {
  it('按来的顺序排满每一行', () => {
    const rows = wallRows(
      ['a', 'b', 'c', 'd', 'e'].map((id) => photo(id)),
      3,
    );
    expect(drawn(rows)).toEqual(['a b c', 'd e']);
  });

  it('一样的并排加框，站在最差那一张的位置', () => {
    const photos = [photo('a'), photo('b', looksLike('d')), photo('c'), photo('d', looksLike('b'))];
    expect(drawn(wallRows(photos, 4))).toEqual(['a [b d] c']);
  });

  it('框不跨行：行尾放不下的空位由后面的补上', () => {
    const photos = [photo('a'), photo('b'), photo('c', looksLike('e')), photo('d'), photo('e', looksLike('c'))];
    expect(drawn(wallRows(photos, 3))).toEqual(['a b d', '[c e]']);
  });

  it('三张一样的是一个框，比一行还多时每行一个框', () => {
    const three = [photo('a', looksLike('b')), photo('b', looksLike('a', 'c')), photo('c', looksLike('b'))];
    expect(drawn(wallRows(three, 3))).toEqual(['[a b c]']);
    expect(drawn(wallRows(three, 2))).toEqual(['[a b]', 'c']);
    expect(drawn(wallRows(three, 1))).toEqual(['a', 'b', 'c']);
  });

  it('一样的那一张不在这一页：放在旁边只作对照', () => {
    expect(drawn(wallRows([photo('a', looksLike('z')), photo('b')], 3))).toEqual(['[a ~z] b']);
  });

  it('每个人正好一次，多少列都一样', () => {
    const photos = Array.from({ length: 431 }, (_, at) =>
      photo(`p${at}`, at % 37 === 0 && at > 0 ? looksLike(`p${at - 5}`) : {}),
    );
    for (const columns of [1, 2, 3, 5, 8, 12]) {
      const rows = wallRows(photos, columns);
      const ids = rows.flat().map((cell) => (cell.kind === 'photo' ? cell.photo.candidacyId : 'elsewhere'));
      expect(ids.toSorted()).toEqual(photos.map((one) => one.candidacyId).toSorted());
      expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(columns);
    }
  });
});

describe('在照片墙上走', () => {
  const rows = wallRows(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => photo(id)),
    3,
  );

  it.each([
    ['a', 'ArrowRight', 'b'],
    ['a', 'ArrowLeft', 'a'],
    ['c', 'ArrowRight', 'd'],
    ['b', 'ArrowDown', 'e'],
    ['f', 'ArrowDown', 'g'],
    ['g', 'ArrowUp', 'd'],
    ['a', 'End', 'g'],
    ['g', 'Home', 'a'],
    ['b', 'PageDown', 'g'],
  ])('%s %s → %s', (from, code, to) => {
    expect(moveOnWall(rows, from, code, 2)).toBe(to);
  });

  it('别的键不动；不在墙上的人从第一个起；对照的那一张跳过去', () => {
    expect(moveOnWall(rows, 'a', 'KeyJ', 2)).toBeNull();
    expect(moveOnWall(rows, '不在', 'ArrowRight', 2)).toBe('b');
    expect(placeOf(rows, '不在')).toEqual({ row: 0, column: 0 });
    const withTwin = wallRows([photo('a'), photo('b'), photo('c', looksLike('z'))], 2);
    expect(drawn(withTwin)).toEqual(['a b', '[c ~z]']);
    expect(moveOnWall(withTwin, 'b', 'ArrowDown', 1)).toBe('c');
  });
});

describe('照片下面的话', () => {
  const words = (change: Partial<WallPhoto>, flags: readonly string[] = []) =>
    wallWords(photo('a', change), flags).map((one) => one.words);

  it('没有要看的就没有话', () => {
    expect(words({})).toEqual([]);
  });

  it('最差的一项，另有几项；没测过、放行、一样、冻结都说', () => {
    const causes = [uneven, { ...uneven, code: 'TOO_DARK', severity: 'warn' } as const];
    expect(words({ gate: { ...good, verdict: 'bad', causes } })[0]).toContain('，另有 1 项');
    expect(words({ gate: { ...good, verdict: 'notMeasured' } }).join()).toContain('没有测过');
    const override = { kind: 'medical', words: '头上有伤', by: '李强', at: '2026-04-01T06:03:22Z' } as const;
    expect(words({ gate: { ...good, verdict: 'bad', causes: [uneven], override } }).join()).toContain(
      '李强 放行（医疗原因）：头上有伤',
    );
    expect(words({ ...looksLike('b'), frozen: true })).toEqual([
      '和 学生b（高一(3)班）的照片几乎一样',
      '已冻结：换照片要先叫回重拍',
    ]);
    expect(words(looksLike('b', 'c', 'd'))).toEqual(['和框里另外 3 张几乎一样']);
    expect(returnReasonOf(photo('a', looksLike('b', 'c', 'd')).gate)).toContain('和 学生b（高一(3)班）等 3 人的照片');
    expect(words({}, ['证件与名册的民族不同'])).toEqual(['证件与名册的民族不同']);
  });

  it('退回的话就是检查自己的话，只用整句，不超过 300 字', () => {
    expect(returnReasonOf(null)).toBe('');
    expect(returnReasonOf({ ...good, verdict: 'bad', causes: [uneven] })).toBe(
      '背景不均匀：偏差 17，最多 8。把布拉平，让学生离布远一点',
    );
    const many = { ...good, verdict: 'bad', causes: Array.from({ length: 30 }, () => uneven) } as const;
    expect(returnReasonOf(many).length).toBeLessThanOrEqual(300);
    expect(returnReasonOf(many)).toMatch(/远一点$/);
  });
});

describe('本页其余通过', () => {
  const closed = { act: 'review.approve', open: false, why: [{ sentence: '这条是你采集的' }] } as never;

  it('标记的、一样的、没有通过的、自己采集的不在内，各说明为什么', () => {
    const page = [
      photo('good'),
      photo('marked'),
      photo('twin', looksLike('x')),
      photo('bad', { gate: { ...good, verdict: 'bad', causes: [uneven] } }),
      photo('own', { acts: [closed] }),
      photo('released', { status: 'released' }),
    ];
    const { passed, left } = restOf(page, new Set(['marked']));
    expect(passed.map((one) => one.candidacyId)).toEqual(['good']);
    expect(left.map(({ one, why }) => [one.candidacyId, why])).toEqual([
      ['marked', '已标记，要退回'],
      ['twin', '和 学生x（高一(3)班）的照片几乎一样'],
      ['bad', '照片没有通过检查，也没有第二人放行'],
      ['own', '这条是你采集的'],
    ]);
  });

  it('第二人放行的、没有测过的可以一起通过', () => {
    const override = { kind: 'lasting', words: '眼睛不能睁大', by: '李强', at: '2026-04-01T06:03:22Z' } as const;
    const page = [
      photo('a', { gate: { ...good, verdict: 'bad', causes: [uneven], override } }),
      photo('b', { gate: { ...good, verdict: 'notMeasured' } }),
    ];
    expect(restOf(page, new Set()).passed).toHaveLength(2);
  });

  it('一次最多 500 份，多的分几次，结果合在一起', () => {
    const parts = inParts(Array.from({ length: 1201 }, (_, at) => at));
    expect(parts.map((part) => part.length)).toEqual([500, 500, 201]);
    const one = { candidacyId: 'x', fullName: '学生', sentence: '刚有变动' };
    expect(
      merged([
        { done: ['a'], failed: [] },
        { done: ['b'], failed: [one] },
      ]),
    ).toEqual({
      done: ['a', 'b'],
      failed: [one],
    });
  });
});

describe('叫回重拍以后', () => {
  it('说出第几次登记；已送出的说由它代替', () => {
    expect(whatFollows('received', 1).join('')).toContain('第 2 次登记代替已经送出的那一份');
    expect(whatFollows('completed', null).join('')).toContain('还没有送出');
  });
});
