import type { Input } from '../../shared/contract/index.ts';
import { idCheckDigit } from '../../shared/lib/id-number.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';

/** Candidate data of a fictional pupil of 敖汉旗第一中学 高一(1)班; `index` from 0 makes number and name differ. */
export function pupilData(index: number): Input<'preRegistration.enter'>['data'] {
  const body = `150430${2010}0${(index % 9) + 1}${String((index % 27) + 1).padStart(2, '0')}${String(index).padStart(3, '0')}`;
  const number = body + idCheckDigit(body);
  const sex = Number(number[16]) % 2 === 1 ? '1' : '2';
  return {
    fullName: `测试${[...'甲乙丙丁戊己庚辛壬癸'][index % 10]}${[...'子丑寅卯辰巳午未申酉戌亥'][index % 12]}`,
    sex,
    ethnicity: '02',
    politicalStatus: '13',
    pupilCategory: 'general',
    documentType: 'residentIdCard',
    documentNumber: number,
    birthDate: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
    householdPlace: '150430',
    householdAuthority: '敖汉旗公安局',
    mobile: '13800000000',
    address: null,
    postCode: '024300',
    foreignLanguage: '1',
    resume: [{ from: '2020-09', until: '2023-07', place: '新惠第一小学' }],
    family: [{ relation: '父亲', fullName: '测试家长', workplace: null, phone: '13900000000' }],
    enrolmentNo: `G${number}`,
    schoolCode: '1504300001',
    schoolName: '敖汉旗第一中学',
    classCode: '01',
    className: '高一(1)班',
    cohortYear: 2026,
  };
}

/** A desk in `folder` with `count` pupils whose pre-registration the class teacher approved, or not yet. Returns their ids. */
export async function deskWithPupils(
  folder: string,
  count: number,
  approved = true,
): Promise<{ desk: TestDesk; pupils: string[] }> {
  const desk = await makeDesk({ folder });
  const clerk = await desk.as('clerk2');
  const pupils: string[] = [];
  for (let index = 0; index < count; index++) {
    const entered = value(
      await clerk.call('preRegistration.enter', {
        candidacyId: null,
        version: null,
        data: pupilData(index),
        pupilPresent: true,
      }),
    );
    pupils.push(entered.candidacyId);
  }
  if (!approved) return { desk, pupils };
  const teacher = await desk.as('teacher1');
  for (;;) {
    const waiting = value(await teacher.call('preRegistration.list', { classId: null, status: 'waiting' }));
    if (waiting.length === 0) break;
    const items = waiting.map(({ candidacyId, version }) => ({ candidacyId, version }));
    const result = value(await teacher.call('preRegistration.approve', { items }));
    if (result.failed.length > 0) throw new Error(JSON.stringify(result.failed[0]));
  }
  return { desk, pupils };
}
