import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { procedures } from '#shared/regulation/procedures.ts';
import { statesFile, statesPage } from '../../scripts/state-diagrams.ts';

it('docs/states.md 与状态表一致（不一致就运行 node scripts/state-diagrams.ts）', () => {
  expect(readFileSync(statesFile, 'utf8')).toBe(statesPage());
});

it('考籍、业务件、批次和每种业务各有一张图', () => {
  expect(statesPage().split('stateDiagram-v2')).toHaveLength(4 + Object.keys(procedures).length);
});
