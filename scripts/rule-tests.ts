import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');

// these go over all rules at once, so that a rule came by there says nothing about its own boundaries
const overAllRules = ['coverage', 'boundaries', 'every-rule', 'rule-sets', 'procedure-sweep'];

type Trace = { readonly file: string; readonly answered: Readonly<Record<string, readonly string[]>> };

/** Rule id → the test files of tests/rules that prove it, sorted. */
export type RuleTests = ReadonlyMap<string, readonly string[]>;

/**
 * Runs the rule tests and sees what each rule answers in each file. A file proves a rule where it made it pass and made it
 * fail or not know; a mention in the text proves nothing. Throws if a rule test fails.
 */
export async function runRuleTests(): Promise<RuleTests> {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-rules-'));
  try {
    const without = overAllRules.flatMap((name) => ['--exclude', `tests/rules/${name}.test.ts`]);
    const words = ['run', '--config', 'scripts/rule-tests.config.ts', '--reporter=dot', ...without];
    await promisify(execFile)(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...words], {
      cwd: root,
      env: { ...process.env, KAOJI_RULE_TRACE: folder },
    });
    return testsByRule(
      readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Trace),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function testsByRule(traces: readonly Trace[]): RuleTests {
  const found = new Map<string, string[]>();
  for (const { file, answered } of traces)
    for (const [ruleId, verdicts] of Object.entries(answered))
      if (verdicts.includes('pass') && verdicts.length > 1) found.set(ruleId, [...(found.get(ruleId) ?? []), file]);
  return new Map([...found].map(([ruleId, files]) => [ruleId, files.sort()]));
}
