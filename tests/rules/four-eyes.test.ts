import { describe, expect, it } from 'vitest';
import { basisInWords } from '#shared/regulation/explain.ts';
import { approvalFourEyes, releaseFourEyes, reviewFourEyes } from '#shared/regulation/rules/four-eyes.ts';
import { editionWith, findingOf, verdictOf } from './canonical-case.ts';

const acts = { 审核预注册: approvalFourEyes, 审核: reviewFourEyes, 放行: releaseFourEyes };

describe.each(Object.entries(acts))('四眼：%s', (_, [captured, entered]) => {
  it.each([
    ['别人采集，名册导入', { actorId: 'a', capturedBy: 'b', enteredBy: null }, 'pass', 'pass'],
    ['自己采集', { actorId: 'a', capturedBy: 'a', enteredBy: null }, 'fail block', 'pass'],
    ['自己录入', { actorId: 'a', capturedBy: 'b', enteredBy: 'a' }, 'pass', 'fail block'],
    ['还没有采集', { actorId: 'a', capturedBy: null, enteredBy: null }, 'pass', 'pass'],
    [
      '不知道谁采集、谁录入',
      { actorId: 'a', capturedBy: undefined, enteredBy: undefined },
      'unknown block',
      'unknown block',
    ],
  ] as const)('%s', (_case, facts, byCapture, byEntry) => {
    expect([verdictOf(captured!, facts), verdictOf(entered!, facts)]).toEqual([byCapture, byEntry]);
  });

  it('是本系统规则，规定版本停用不了', () => {
    const off = editionWith({ rulesSwitchedOff: [captured!.id] });
    expect(verdictOf(captured!, { actorId: 'a', capturedBy: 'a' }, off)).toBe('fail block');
    expect(basisInWords(findingOf(captured!, {}))).toBe('本系统规则');
  });
});
