import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../shared/regulation/engine.ts';

const root = join(import.meta.dirname, '..');
const rulesFolder = join(root, 'shared/regulation/rules');
const testsFolder = join(root, 'tests/rules');

// these go over all rules at once, so naming a rule there says nothing about its own boundaries
const overAllRules = ['coverage.test.ts', 'every-rule.test.ts', 'rule-sets.test.ts', 'procedure-sweep.test.ts'];

const modules: readonly Readonly<Record<string, unknown>>[] = await Promise.all(
  readdirSync(rulesFolder).map((name) => import(join(rulesFolder, name))),
);
const exported = modules.flatMap((module) => Object.entries(module));
const tests = readdirSync(testsFolder)
  .filter((name) => name.endsWith('.test.ts') && !overAllRules.includes(name))
  .map((name) => ({ name, text: readFileSync(join(testsFolder, name), 'utf8') }));

/** Test files of tests/rules that name a rule: by its id, its export, or the list of its file that holds it. */
export function testsOfRule(rule: Rule): readonly string[] {
  const names = exported
    .filter(([, value]) => value === rule || (Array.isArray(value) && value.includes(rule)))
    .map(([name]) => new RegExp(`\\b${name}\\b`, 'u'));
  return tests
    .filter(({ text }) => text.includes(`'${rule.id}'`) || names.some((name) => name.test(text)))
    .map(({ name }) => name);
}
