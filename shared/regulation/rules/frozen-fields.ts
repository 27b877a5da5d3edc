import type { CandidacyStatus } from '../../domain/candidacy-status.ts';
import type { FieldClass } from '../../domain/candidate-field.ts';
import type { Consequence } from '../../domain/finding.ts';
import type { ClauseId } from '../clauses.ts';
import { fail, pass, type Rule, rule } from '../engine.ts';
import { fieldNames } from '../fact-labels.ts';
import { type FieldRegime, fieldsUnder } from '../field-classes.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

/** From *in effect* on the classes of the fields bind (2.2: until graduation, so a closed candidacy stays locked too). */
const afterEffect: readonly CandidacyStatus[] = ['inEffect', 'suspended', 'closed'];

type Lock = {
  readonly id: string;
  readonly title: string;
  readonly basis: FieldRegime['clause'];
  readonly classes: readonly FieldClass[];
  readonly consequence: Consequence;
  readonly why: (names: string) => string;
  readonly next: string;
};

// one lock per clause; the fields come from the table in field-classes.ts
const locks: readonly Lock[] = [
  {
    id: 'fields.frozen',
    title: '冻结的项目不改',
    basis: '2.2',
    classes: ['frozen'],
    consequence: 'block',
    why: (names) => `注册已生效，${names}冻结到毕业`,
    next: '确实有错的，由管理员记入请示清单，报自治区解释',
  },
  {
    id: 'fields.by-application',
    title: '身份信息凭申请变更',
    basis: '2.3a',
    classes: ['byApplication', 'followsDocument'],
    consequence: 'block',
    why: (names) => `注册已生效，${names}只能凭本人申请变更`,
    next: '由本人申请信息变更，学校和旗县同意后办理',
  },
  {
    id: 'fields.school-by-transfer',
    title: '换学校走转籍',
    basis: '3.1c',
    classes: ['byApplication'],
    consequence: 'block',
    why: (names) => `注册已生效，${names}要通过转籍变更`,
    next: '由本人或家长申请转籍，两校同意后报自治区',
  },
  {
    id: 'fields.by-school',
    title: '班级由学校改',
    basis: '2.4',
    classes: ['school'],
    consequence: 'block',
    why: (names) => `注册已生效，${names}由学校指定的人改`,
    next: '转告学校在报考前改',
  },
  {
    id: 'fields.by-candidate',
    title: '手机号由本人改',
    basis: '2.5',
    classes: ['self'],
    consequence: 'block',
    why: (names) => `注册已生效，${names}由本人改`,
    next: '由本人在考生平台改，或本人到场作为本人的申请记下',
  },
  {
    id: 'fields.silent',
    title: '规定没有写的项目',
    basis: 'silent',
    classes: ['silent'],
    consequence: 'flag',
    why: (names) => `注册已生效，规定没有写${names}能不能改`,
    next: '写明原因后改，旧值留着，由自治区核定',
  },
];

function lockRule(lock: Lock): Rule {
  const { basis } = lock;
  const cited: { clauses: readonly [ClauseId]; house?: false } | { clauses: readonly ClauseId[]; house: true } =
    basis === 'silent' ? { clauses: [], house: true } : { clauses: [basis] };
  return rule({
    id: lock.id,
    title: lock.title,
    ...cited,
    from,
    reads: ['status', 'changedFields'],
    consequenceOfFail: lock.consequence,
    consequenceOfUnknown: 'block',
    test(f) {
      if (!afterEffect.includes(f.status)) return pass();
      const locked = fieldsUnder(f.changedFields, basis, lock.classes);
      return locked.length === 0 ? pass() : fail(lock.why(fieldNames(locked)), lock.next);
    },
  });
}

/** One rule per clause on the change of fields after the registration has taken effect. */
export const fieldChangeRules: readonly Rule[] = locks.map(lockRule);
