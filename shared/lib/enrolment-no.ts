import { idCheckDigit } from './id-number.ts';
import { failed, ok, type Result } from './result.ts';
import { isScientific, tightNumber } from './width.ts';

/**
 * Form of a national enrolment number: G = letter and the ID number, J = own code with check digit for pupils without ID
 * number, L = temporary with four random digits and no check digit (domain facts 2.1).
 */
export type EnrolmentForm = 'G' | 'J' | 'L';

export type EnrolmentNo = {
  readonly form: EnrolmentForm;
  /** all 19 characters, half-width, capitals */
  readonly number: string;
  /** the 18 characters after the letter; never to be taken for the pupil's present ID number */
  readonly body: string;
};

export type EnrolmentNoFault = {
  readonly code: 'length' | 'form' | 'checkDigit' | 'characters';
  readonly sentence: string;
};

function fault(code: EnrolmentNoFault['code'], sentence: string): { ok: false; fault: EnrolmentNoFault } {
  return failed({ code, sentence });
}

/** Reads a 学籍号. The check digit is held against G and J only: an L body written with the letter G is caught by it. */
export function readEnrolmentNo(text: string): Result<EnrolmentNo, EnrolmentNoFault> {
  if (isScientific(text)) {
    return fault('characters', '学籍号被表格存成了科学计数。先把这一列设成文本格式，再从学籍系统导出一份');
  }
  const number = tightNumber(text);
  if (!/^[A-Z]/u.test(number)) return fault('form', '学籍号要以字母 G、J 或 L 开头。对照学籍系统补上');
  const form = number.charAt(0);
  if (form !== 'G' && form !== 'J' && form !== 'L') {
    return fault('form', `学籍号没有 ${form} 开头的，只有 G、J、L。对照学籍系统改正`);
  }
  if (number.length !== 19) {
    return fault('length', `学籍号是字母加 18 位，共 19 位，这里是 ${number.length} 位。对照学籍系统改正`);
  }
  const body = number.slice(1);
  if (!/^\d{17}[\dX]$/u.test(body)) {
    return fault('characters', '字母后面只能是数字，末位可以是 X。对照学籍系统改正');
  }
  if (form !== 'L' && idCheckDigit(body.slice(0, 17)) !== body[17]) {
    return fault('checkDigit', `${form} 开头的学籍号末位校验码不符；如果是临时学籍号，首字母应是 L。对照学籍系统改正`);
  }
  return ok({ form, number, body });
}
