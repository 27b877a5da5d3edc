import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { candidateData } from '../../shared/contract/shapes.ts';
import {
  type EntryForm,
  emptyEntry,
  entryProblems,
  toCandidateData,
} from '../../src-renderer/features/pre-registration/entry-form.ts';
import {
  familyLimits,
  lineLimits,
  MOST_LINES,
  resumeLimits,
} from '../../src-renderer/features/pre-registration/entry-limits.ts';
import { formOfStored, readEntryForm } from '../../src-renderer/features/pre-registration/entry-start.ts';

type Schema = {
  readonly type?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};

const stored = {
  fullName: '王𬭎',
  sex: '1',
  ethnicity: '17',
  politicalStatus: '03',
  pupilCategory: '1',
  documentType: 'residentIdCard',
  documentNumber: '15043020100511203X',
  birthDate: '2010-05-11',
  householdPlace: '150430',
  householdAuthority: '敖汉旗公安局',
  mobile: '13900000001',
  address: '新惠镇',
  postCode: '024300',
  foreignLanguage: '1',
  resume: [{ from: null, until: null, place: '新惠中学' }],
  family: [{ relation: '父亲', fullName: '王大', workplace: null, phone: null }],
  enrolmentNo: 'G150430201005112031',
  schoolCode: '1504300001',
  schoolName: '新惠中学',
  classCode: '01',
  className: '一班',
  cohortYear: 2025,
} as const;
const mending = formOfStored({ ...stored, resume: [...stored.resume], family: [...stored.family] }, 'c');
const place = { code: '01', name: '一班', cohortYear: 2025, schoolCode: '1504300001', schoolName: '新惠中学' };

describe('补录表的长度', () => {
  const schema = z.toJSONSchema(candidateData) as Schema;
  const limitsOf = (part: Schema | undefined, names: readonly string[]) =>
    Object.fromEntries(
      names.map((name) => {
        const one = part?.properties?.[name];
        const line = one?.anyOf?.find(({ type }) => type === 'string') ?? one;
        // a date is as long as its pattern says: 2008-05-11
        return [name, line?.maxLength ?? (line?.pattern?.includes('{4}-') ? 10 : undefined)];
      }),
    );

  it('每一格都和合同一样长', () => {
    expect(limitsOf(schema, Object.keys(lineLimits))).toEqual(lineLimits);
    const { family, resume } = schema.properties ?? {};
    expect(limitsOf(family?.items, Object.keys(familyLimits))).toEqual(familyLimits);
    expect(limitsOf(resume?.items, Object.keys(resumeLimits))).toEqual(resumeLimits);
    expect([family?.maxItems, resume?.maxItems]).toEqual([MOST_LINES, MOST_LINES]);
  });
});

describe('改退回的预注册', () => {
  it('什么也不动，送出去的就是存着的', () => {
    expect(toCandidateData(mending, place)).toEqual(stored);
    expect(entryProblems(mending, true)).toEqual([]);
  });

  it('没有班级、没有入学年份也打得开', () => {
    const form = formOfStored({ ...stored, resume: [], family: [], cohortYear: null, sex: '', ethnicity: '' }, null);
    expect(form).toMatchObject({ classId: null, sex: null, ethnicity: null });
    expect(toCandidateData(form, null).cohortYear).toBeNull();
  });
});

describe('民族', () => {
  const without: EntryForm = { ...mending, ethnicity: null };
  it('港澳台和外国的证件可以不填，别的要填', () => {
    const asks = (documentType: EntryForm['documentType']) =>
      entryProblems({ ...without, documentType }, true).some(({ field }) => field === 'ethnicity');
    expect(asks('residentIdCard')).toBe(true);
    expect(asks('householdBooklet')).toBe(true);
    expect(asks('passport')).toBe(false);
    expect(asks('mainlandTravelPermitTw')).toBe(false);
    expect(asks('hkMoTwResidencePermit')).toBe(false);
  });
});

describe('找回没录完的', () => {
  it('存下的照原样回来', () => {
    expect(readEntryForm(JSON.parse(JSON.stringify(mending)))).toEqual(mending);
  });

  it('缺的、样子不对的从空开始，别的留着', () => {
    expect(readEntryForm({ fullName: '王', sex: 1, family: '父亲', resume: [null] })).toEqual({
      ...emptyEntry,
      fullName: '王',
    });
    expect(readEntryForm('王')).toBeNull();
    expect(readEntryForm(null)).toBeNull();
  });
});
