import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { Rule } from '../shared/regulation/engine.ts';
import { allRules } from '../shared/regulation/rule-sets.ts';

// set-up of scripts/rule-tests.config.ts: what each rule answered while one test file ran
const answered = new Map<string, Set<string>>();

function noteAnswer(ruleId: string, verdict: string): void {
  answered.set(ruleId, (answered.get(ruleId) ?? new Set()).add(verdict));
}

for (const rule of allRules) {
  const { id, test } = rule;
  const traced: Rule['test'] = (facts, read) => {
    try {
      const answer = test(facts, read);
      noteAnswer(id, answer.verdict);
      return answer;
    } catch (thrown) {
      // a missing fact: the engine makes it the rule's unknown
      noteAnswer(id, 'unknown');
      throw thrown;
    }
  };
  Object.assign(rule, { test: traced });
}

afterAll(() => {
  const folder = process.env['KAOJI_RULE_TRACE'];
  if (!folder) throw new Error('KAOJI_RULE_TRACE names no folder');
  const file = basename(expect.getState().testPath ?? '');
  writeFileSync(
    join(folder, `${randomUUID()}.json`),
    JSON.stringify({ file, answered: Object.fromEntries([...answered].map(([id, said]) => [id, [...said]])) }),
  );
});
