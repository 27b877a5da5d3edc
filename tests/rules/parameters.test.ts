import { describe, expect, it } from 'vitest';
import { longestName } from '#shared/lib/names.ts';
import { clauses } from '#shared/regulation/clauses.ts';
import { editionProblems, type ParameterName, parameter, parameters } from '#shared/regulation/parameters.ts';
import { regulationEdition } from '#shared/wire/setup-file.ts';
import { edition, editionWith } from './canonical-case.ts';

describe('参数', () => {
  it('每个参数有依据或写明规定没有写，有来源，日期从早到晚', () => {
    const wrong = Object.entries(parameters).filter(([, { cites, source, values }]) => {
      const dates = values.map((dated) => dated.from);
      const isCited = cites === 'silent' || (cites.length > 0 && cites.every((id) => id in clauses));
      return !isCited || source === '' || dates.join() !== [...dates].sort().join();
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  it('版本给的值优先，没有给的用缺省', () => {
    expect(parameter(edition, 'firstCohortYear')).toBe(2022);
    expect(parameter(editionWith({ firstCohortYear: 2024 }), 'firstCohortYear')).toBe(2024);
  });

  it('姓名的容量不小于国家要求的字数', () => {
    expect(parameter(edition, 'nameMinimumLength')).toBe(50);
    expect(longestName).toBeGreaterThanOrEqual(parameter(edition, 'nameMinimumLength'));
  });

  it.each([
    ['firstCohortYear', '2022'],
    ['permittedForeignLanguages', '1'],
    ['privateNumberRule', 'random'],
    ['nameMinimumLength', longestName + 1],
  ] as const)('写错的 %s 在设置时就说出来', (name: ParameterName, value) => {
    const problems = editionProblems(editionWith({ [name]: value }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(parameters[name].label);
  });

  it('起始日不存在的版本，在设置时就说出来', () => {
    expect(editionProblems({ ...edition, inForceFrom: '2025-13-03' })).toEqual([
      '规定版本 regulation-2025 的起始日写的是 2025-13-03，没有这一天',
    ]);
  });

  it('缺省值、认不得的名称都没有问题', () => {
    expect(editionProblems(editionWith({ somethingOfNextYear: true }))).toEqual([]);
  });

  it('设置文件里的版本可以直接用', () => {
    const fromFile = regulationEdition.parse({ ...edition, label: '2025', parameters: { privateNumberRule: 'G' } });
    expect(parameter(fromFile, 'privateNumberRule')).toBe('G');
  });
});
