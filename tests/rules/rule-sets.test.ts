import { expect, it } from 'vitest';
import { ruleSets } from '#shared/regulation/rule-sets.ts';

it.each(Object.entries(ruleSets))('%s 要过的规则，按这个次序', (_, rules) => {
  expect(rules.map((rule) => `${rule.id}  ${rule.consequenceOfFail} / ${rule.consequenceOfUnknown}`)).toMatchSnapshot();
});
