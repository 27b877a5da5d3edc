import {
  type ForeignExamType,
  type ForeignLine,
  noCounterpart,
  type RecognitionState,
} from '../domain/foreign-result.ts';
import { examSubjectLabel } from './exam-subject.ts';

const examTypes: Readonly<Record<ForeignExamType, string>> = { qualifying: '合格性', graded: '选择性' };

/** Kind of a foreign exam in words. */
export function foreignExamTypeLabel(type: ForeignExamType): string {
  return examTypes[type];
}

/** A result in words. */
export function outcomeLabel(outcome: 'pass' | 'fail'): string {
  return outcome === 'pass' ? '合格' : '不合格';
}

/** 科学（合格性）：A，计合格 → 物理. */
export function foreignLineInWords({ name, examType, asCertified, outcome, subject }: ForeignLine): string {
  const to = subject === null ? '没有选定' : subject === noCounterpart ? '本区没有这一科' : examSubjectLabel(subject);
  return `${name}（${foreignExamTypeLabel(examType)}）：${asCertified}，计${outcomeLabel(outcome)} → ${to}`;
}

/** How far a recognition is, in words. */
export function recognitionInWords({ certified, registered }: RecognitionState): string {
  if (certified === null) return '自治区没有认证';
  if (!certified) return '自治区没有同意';
  return registered ? '已认证，已补注册' : '已认证，等补注册';
}
