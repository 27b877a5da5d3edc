import { candidateFieldLabel } from '../../labels/field.ts';
import { readEnrolmentNo } from '../../lib/enrolment-no.ts';
import { readIdNumber } from '../../lib/id-number.ts';
import { maskNumber } from '../../lib/mask.ts';
import { tightNumber } from '../../lib/width.ts';
import { fail, pass, rule, unknown } from '../engine.ts';
import type { EntryCategory } from '../facts.ts';
import { type Edition, regulationIssuedOn as from, parameter } from '../parameters.ts';
import { answerOfFault } from './wording.ts';

/** The number a completed candidacy gets, or why it has to wait for one (Chinese sentence). */
export type DerivedNumber =
  | { readonly kind: 'assigned'; readonly number: string; readonly provisional: boolean }
  | { readonly kind: 'pending'; readonly sentence: string };

/**
 * The candidacy number of 1.3.4: the enrolment number itself (19 characters, half-width). `provisional` marks an L number,
 * which the enrolment system replaces later. It is never put together from a document number: a private candidate waits
 * for the region's number, or, where the edition says `privateNumberRule: 'G'`, keeps a G number that the region gave.
 */
export function deriveCandidacyNo(
  enrolmentNo: string | null,
  entryCategory: EntryCategory,
  edition: Edition,
): DerivedNumber {
  if (entryCategory === 'private' && parameter(edition, 'privateNumberRule') === 'pending')
    return { kind: 'pending', sentence: '社会考生的考籍号由自治区给' };
  if (enrolmentNo === null || enrolmentNo.trim() === '')
    return { kind: 'pending', sentence: '还没有学籍号，考籍号待定' };
  const read = readEnrolmentNo(enrolmentNo);
  if (!read.ok) return { kind: 'pending', sentence: '学籍号有误，改正前考籍号待定' };
  if (entryCategory === 'private' && read.value.form !== 'G')
    return { kind: 'pending', sentence: `社会考生的考籍号要是 G 开头的，现在是 ${read.value.form} 开头，等自治区给` };
  return { kind: 'assigned', number: read.value.number, provisional: read.value.form === 'L' };
}

// 1.3.4: the enrolment number must be one, for it becomes the candidacy number (G and J with check digit, L never)
export const enrolmentNoIsPossible = rule({
  id: 'number.enrolment-no',
  title: '学籍号的写法',
  clauses: ['1.3.4'],
  from,
  field: 'enrolmentNo',
  reads: ['enrolmentNo'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (!f.enrolmentNo) return pass();
    const read = readEnrolmentNo(f.enrolmentNo);
    return answerOfFault(candidateFieldLabel('enrolmentNo'), maskNumber(f.enrolmentNo), read.ok ? null : read.fault);
  },
});

// 1.3.4: without an enrolment number there is no candidacy number yet; the registration itself goes on
export const numberCanBeAssigned = rule({
  id: 'number.can-be-assigned',
  title: '考籍号由学籍号得出',
  clauses: ['1.3.4'],
  from,
  field: 'enrolmentNo',
  reads: ['enrolmentNo', 'entryCategory'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.enrolmentNo) return pass();
    if (f.entryCategory === 'private') return unknown('社会考生还没有考籍号', '照常登记；等自治区给号');
    return unknown('没有学籍号，考籍号待定', '向学校要学籍号；没有时照常登记，由自治区给号');
  },
});

// an L number is in force while it lasts, but it will be replaced: say so, so that nobody prints it as final
export const numberIsFinal = rule({
  id: 'number.is-final',
  title: '考籍号不是临时号',
  clauses: ['1.3.4'],
  from,
  field: 'enrolmentNo',
  reads: ['enrolmentNo'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    const read = f.enrolmentNo ? readEnrolmentNo(f.enrolmentNo) : null;
    if (!read?.ok || read.value.form !== 'L') return pass();
    return unknown(
      `学籍号 ${maskNumber(read.value.number)} 是 L 开头的临时号，考籍号以后会换`,
      '照常办理；换号后旧号仍能查到这名考生',
    );
  },
});

// a G number carries the ID number of the day it was given; the two may differ after a correction, so people look
export const numberAgreesWithDocument = rule({
  id: 'number.agrees-with-document',
  title: 'G 号与身份证号一致',
  clauses: ['1.3.4'],
  from,
  field: 'enrolmentNo',
  reads: ['enrolmentNo', 'documentNumber'],
  consequenceOfFail: 'warn',
  consequenceOfUnknown: 'warn',
  test(f) {
    const read = f.enrolmentNo ? readEnrolmentNo(f.enrolmentNo) : null;
    const card = readIdNumber(f.documentNumber);
    if (!read?.ok || read.value.form !== 'G' || !card.ok || read.value.body === card.value.number) return pass();
    return fail(
      `学籍号 ${maskNumber(read.value.number)} 里的号码与证件号 ${maskNumber(card.value.number)} 不同`,
      '对照证件和学籍系统核对；身份证号改过的写明情况，两个号都留着',
    );
  },
});

// 1.3.4: candidacy number = enrolment number; the receiver holds the two against each other
export const numberEqualsEnrolmentNo = rule({
  id: 'number.equals-enrolment-no',
  title: '考籍号等于学籍号',
  clauses: ['1.3.4'],
  from,
  field: 'enrolmentNo',
  reads: ['candidacyNo', 'enrolmentNo', 'entryCategory'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.candidacyNo === null) return unknown('考籍号待定', '由自治区给号');
    if (f.entryCategory === 'private') return pass();
    if (f.enrolmentNo !== null && tightNumber(f.enrolmentNo) === f.candidacyNo) return pass();
    const enrolment = f.enrolmentNo === null ? '没有填' : maskNumber(f.enrolmentNo);
    return fail(
      `考籍号 ${maskNumber(f.candidacyNo)} 与学籍号（${enrolment}）不同`,
      '退回登记台，按学籍号重新得出考籍号',
    );
  },
});

// at most one current holder of a number; the second one goes on without it until people have looked
export const numberIsFree = rule({
  id: 'number.is-free',
  title: '考籍号没有别人在用',
  clauses: ['1.3.4'],
  from,
  field: 'enrolmentNo',
  reads: ['candidacyNoHolders', 'candidacyNo'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    const [other] = f.candidacyNoHolders;
    if (!other) return pass();
    const number = f.candidacyNo === null ? '' : ` ${maskNumber(f.candidacyNo)} `;
    return fail(
      `考籍号${number}已在${other.schoolName ?? '本考区'}的${other.fullName}名下`,
      '照常登记，考籍号先空着；两个人并排核对后由自治区核定',
    );
  },
});
