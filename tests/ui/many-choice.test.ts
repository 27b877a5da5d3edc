import { describe, expect, it } from 'vitest';
import type { BoardPupil } from '../../src-renderer/features/exam-entry/entry-words.ts';
import { itemsOf, tickedAtFirst, toggled } from '../../src-renderer/features/exam-entry/many-choice.ts';

const pupil = (candidacyId: string, version: number | null, mayEnter = true): BoardPupil => ({
  candidacyId,
  fullName: candidacyId,
  seatNo: null,
  status: 'completed',
  mayEnter,
  entry: version === null ? null : { version, state: 'entered', subjects: ['01'], foreignLanguage: null, slip: 'none' },
});

describe('给多人报同样的科目：送出去的是打勾时看到的那一版', () => {
  it('打开时勾上还没报、又能报的人', () => {
    const ticked = tickedAtFirst([pupil('a', null), pupil('b', 2), pupil('c', null, false)]);
    expect(itemsOf(ticked)).toEqual([{ candidacyId: 'a', version: 0 }]);
  });

  it('勾上以后别人报了：名单换了，这一行仍按打勾时的版本送，由主进程说“有人先办了”', () => {
    const ticked = tickedAtFirst([pupil('a', null), pupil('b', 2)]);
    // the list that came meanwhile says 1; another pupil is ticked out of it
    const later = toggled(ticked, pupil('b', 3), true);
    expect(itemsOf(later)).toEqual([
      { candidacyId: 'a', version: 0 },
      { candidacyId: 'b', version: 3 },
    ]);
  });

  it('去掉再勾上，就是看过新内容的', () => {
    const ticked = tickedAtFirst([pupil('a', null)]);
    const off = toggled(ticked, pupil('a', 1), false);
    expect(itemsOf(off)).toEqual([]);
    expect(itemsOf(toggled(off, pupil('a', 1), true))).toEqual([{ candidacyId: 'a', version: 1 }]);
    // the earlier choice is left as it was
    expect(itemsOf(ticked)).toEqual([{ candidacyId: 'a', version: 0 }]);
  });
});
