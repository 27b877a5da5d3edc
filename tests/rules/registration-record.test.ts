import { expect, it } from 'vitest';
import { registrationIsOfMendedRecord } from '#shared/regulation/rules/registration-record.ts';
import { findingOf, verdictOf } from './canonical-case.ts';

it('四（二）4 退回学生的记录改正以后才补注册', () => {
  expect(verdictOf(registrationIsOfMendedRecord, { status: 'preRegistered' })).toBe('pass');
  expect(verdictOf(registrationIsOfMendedRecord, { status: 'inEffect' })).toBe('pass');
  expect(verdictOf(registrationIsOfMendedRecord, { status: 'returned' })).toBe('fail block');
  expect(verdictOf(registrationIsOfMendedRecord, { status: undefined })).toBe('unknown block');
  expect(findingOf(registrationIsOfMendedRecord, { status: 'returned' }).next).toContain('重新提交');
});
