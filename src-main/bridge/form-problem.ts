import type { z } from 'zod';
import type { FormProblem } from '../../shared/contract/faults.ts';
import { candidateFields } from '../../shared/domain/candidate-field.ts';
import { candidateFieldLabel } from '../../shared/labels/field.ts';

type Issue = z.core.$ZodIssue;

const otherLabels: Readonly<Record<string, string>> = {
  password: '密码',
  newPassword: '新密码',
  loginName: '登录名',
  displayName: '姓名',
  deskName: '登记台名称',
  reason: '原因',
  reasons: '原因',
  url: '接收地址',
  words: '说明',
  secondLogin: '第二人',
  secondPassword: '第二人的密码',
};

/** What zod found, in our words: place, what is wrong, how to mend it. The library's own words are for developers. */
export function formProblem(issue: Issue): FormProblem {
  const field = issue.path.join('.');
  return { field, message: `${labelOf(issue.path)}${sentenceOf(issue)}` };
}

function labelOf(path: Issue['path']): string {
  for (const part of [...path].reverse()) {
    const name = String(part);
    const candidate = candidateFields.find((one) => one === name);
    if (candidate) return `${candidateFieldLabel(candidate)}：`;
    if (otherLabels[name]) return `${otherLabels[name]}：`;
  }
  return '';
}

function sentenceOf(issue: Issue): string {
  if (issue.code === 'too_small' && issue.origin === 'string') {
    return Number(issue.minimum) <= 1 ? '还没有填。填好再存' : `太短，至少 ${issue.minimum} 个字符。补齐再存`;
  }
  if (issue.code === 'too_big' && issue.origin === 'string') return `太长，最多 ${issue.maximum} 个字符。缩短再存`;
  if (issue.code === 'too_small' && issue.origin === 'array') return `至少选 ${issue.minimum} 项`;
  if (issue.code === 'too_big' && issue.origin === 'array') return `一次最多 ${issue.maximum} 项。分几次办`;
  return '填的样子不对。改正后再存';
}
