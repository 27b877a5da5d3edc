import { documentTypes } from '../../domain/candidate-field.ts';
import { documentTypeLabel } from '../../labels/document.ts';
import { normaliseDocumentNumber } from '../../lib/document-number.ts';
import { maskNumber } from '../../lib/mask.ts';
import { nameKey } from '../../lib/names.ts';
import { fail, pass, rule, unknown } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

// 1.1.2: the county in whose area the enrolling school lies does the registration
export const schoolOfThisArea = rule({
  id: 'enrolment.school-of-this-area',
  title: '学校在本考区',
  clauses: ['1.1.2'],
  from,
  field: 'schoolCode',
  reads: ['entryCategory', 'schoolCode', 'schoolName', 'ownSchoolCodes', 'schoolArea'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.entryCategory === 'private') return pass();
    if (!f.schoolCode) return unknown('没有填学校代码', '在学校清单里查到代码后补上');
    if (f.ownSchoolCodes.includes(f.schoolCode)) return pass();
    const school = f.schoolName ?? f.schoolCode;
    if (f.schoolArea === null)
      return fail(
        `${school === f.schoolCode ? school : `${school}（${f.schoolCode}）`}不在学校清单里`,
        '核对学校代码；新设的学校先由自治区列入清单',
      );
    return fail(`${school}属于${f.schoolArea.name}，不在本考区`, `转告学校到${f.schoolArea.name}的招考机构办理`);
  },
});

// 1.1.1a: the school that registers a pupil must be the one that holds the enrolment. Only a list imported on its own can
// tell; a pupil who is missing on it may have come after the list was made, so that is unknown, not a refusal.
export const enrolledAtThisSchool = rule({
  id: 'enrolment.at-this-school',
  title: '学籍在报名的学校',
  clauses: ['1.1.1a'],
  from,
  field: 'enrolmentNo',
  reads: ['entryCategory', 'enrolmentListImported', 'enrolmentRecord', 'fullName', 'schoolCode', 'schoolName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.entryCategory === 'private') return pass();
    if (!f.enrolmentListImported)
      return unknown('还没有导入学籍名单，不知道学籍在不在本校', '导入自治区的学籍名单，或由自治区核定');
    if (f.enrolmentRecord === null)
      return unknown(
        `学籍名单里没有${personName(f.fullName)}，可能名单比较旧`,
        '向学校核实学籍；照常办理，由自治区核定',
      );
    if (f.enrolmentRecord.schoolCode === f.schoolCode) return pass();
    const here = f.schoolName ?? f.schoolCode ?? '报名的学校';
    return fail(
      `${personName(f.fullName)}的学籍在${f.enrolmentRecord.schoolName}，不在${here}`,
      `由${f.enrolmentRecord.schoolName}组织注册；人已转来的，先把学籍转过来`,
    );
  },
});

// 1.1.1a: the enrolment found must be this pupil's: a mistyped number finds somebody else's
export const enrolmentIsThisPupils = rule({
  id: 'enrolment.is-this-pupils',
  title: '学籍名单与登记的是同一人',
  clauses: ['1.1.1a'],
  from,
  field: 'enrolmentNo',
  reads: ['enrolmentListImported', 'enrolmentRecord', 'fullName', 'documentType', 'documentNumber'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    // without a record there is nothing to compare: enrolment.at-this-school tells that
    if (!f.enrolmentListImported || f.enrolmentRecord === null) return pass();
    const onList = f.enrolmentRecord;
    if (f.fullName !== '' && nameKey(onList.fullName) !== nameKey(f.fullName))
      return fail(
        `学籍名单上的姓名是${onList.fullName}，登记的是${f.fullName}`,
        '核对学籍号和姓名，向学校问清是不是同一人',
      );
    if (onList.documentNumber === null) return pass();
    const [listed, own] = [onList.documentNumber, f.documentNumber].map((number) =>
      normaliseDocumentNumber(f.documentType, number),
    );
    if (listed === own) return pass();
    return fail(
      `学籍名单上的证件号是 ${maskNumber(onList.documentNumber)}，登记的${own ? `是 ${maskNumber(own)}` : '没有填'}`,
      '对照证件核对号码；学籍系统里的号码错了，由学校在学籍系统改',
    );
  },
});

// 1.1.1b: residents, holders of Hong Kong/Macao/Taiwan documents and foreign pupils take the same way
export const documentTypeIsAccepted = rule({
  id: 'enrolment.document-type-accepted',
  title: '证件类型在可办理之列',
  clauses: ['1.1.1b'],
  from,
  field: 'documentType',
  reads: ['documentType'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    (documentTypes as readonly string[]).includes(f.documentType)
      ? pass()
      : fail(
          `证件类型“${String(f.documentType)}”不在可选的八种里`,
          `对照证件改成${documentTypes.map(documentTypeLabel).join('、')}中的一种`,
        ),
});
