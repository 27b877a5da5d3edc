import { describe, expect, it } from 'vitest';
import { type CandidacyStatus, candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import { type CandidateField, candidateFields } from '#shared/domain/candidate-field.ts';
import { type Finding, openFindings } from '#shared/domain/finding.ts';
import { check } from '#shared/regulation/engine.ts';
import { explain } from '#shared/regulation/explain.ts';
import { fieldRegimes } from '#shared/regulation/field-classes.ts';
import { fieldChangeRules } from '#shared/regulation/rules/frozen-fields.ts';
import { edition, verdictOf } from './canonical-case.ts';

/** What stands against a change of one field in a state. */
function mayChange(field: CandidateField, status: CandidacyStatus): Finding[] {
  return openFindings(check(fieldChangeRules, { status, changedFields: [field] }, edition));
}

const locked = ['inEffect', 'suspended', 'closed'];

describe('二（二）到二（五）生效以后谁能改什么', () => {
  it.each(candidacyStatuses.filter((status) => !locked.includes(status)))('%s：生效前旗县都能改', (status) => {
    expect(candidateFields.flatMap((field) => mayChange(field, status))).toEqual([]);
  });

  it.each(locked)('%s：每一项由它自己的条款说话，只有一条', (status) => {
    const answers = candidateFields.map((field) => {
      const findings = mayChange(field, status as 'inEffect');
      return [field, findings.map((finding) => `${finding.clauses[0]?.id ?? 'silent'} ${finding.consequence}`)];
    });
    const expected = candidateFields.map((field) => {
      const { clause } = fieldRegimes[field];
      return [field, [clause === 'silent' ? 'silent flag' : `${clause} block`]];
    });
    expect(answers).toEqual(expected);
  });

  it('姓名、证件号、民族凭申请；性别和出生日期跟着证件号；简历和家庭成员冻结', () => {
    expect(fieldRegimes).toMatchObject({
      fullName: { fieldClass: 'byApplication', clause: '2.3a' },
      documentNumber: { fieldClass: 'byApplication', clause: '2.3a' },
      ethnicity: { fieldClass: 'byApplication', clause: '2.3a' },
      sex: { fieldClass: 'followsDocument', clause: '2.3a' },
      birthDate: { fieldClass: 'followsDocument', clause: '2.3a' },
      resume: { fieldClass: 'frozen', clause: '2.2' },
      family: { fieldClass: 'frozen', clause: '2.2' },
      classCode: { fieldClass: 'school', clause: '2.4' },
      mobile: { fieldClass: 'self', clause: '2.5' },
      schoolCode: { clause: '3.1c' },
    });
  });

  it('冻结项目的拒绝引二（二），说出下一步', () => {
    const [finding] = mayChange('family', 'inEffect');
    expect(finding && explain(finding, '改家庭成员')).toBe(
      '不能改家庭成员：注册已生效，家庭成员冻结到毕业。依据《考籍管理办法》二（二）。下一步：确实有错的，由管理员记入请示清单，报自治区解释',
    );
  });

  it('一次改几项，分别说', () => {
    const verdicts = fieldChangeRules.map((rule) =>
      verdictOf(rule, { status: 'inEffect', changedFields: ['family', 'fullName', 'address'] }),
    );
    expect(verdicts).toEqual(['fail block', 'fail block', 'pass', 'pass', 'pass', 'fail flag']);
  });

  it('不知道状态就不能改', () => {
    expect(fieldChangeRules.map((rule) => verdictOf(rule, { status: undefined }))).toEqual(
      fieldChangeRules.map(() => 'unknown block'),
    );
  });
});
