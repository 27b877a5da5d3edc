import type { ClauseReference } from '../domain/finding.ts';

/**
 * The clauses of 《考籍管理办法》 (Inner Mongolia, issued 2025-04-03), each with our own summary; the regulation's sentences
 * are not part of the product. Ids are ours (chapter.section.item plus a letter where one item holds several demands).
 *
 * `coverage` says what the code does with a clause: `ruled` = at least one rule cites it, `partly` = ruled, and something is
 * still to come, `later` = its procedure is not built yet, `noRule` = nothing a rule could judge. All but the first need a
 * reason; docs/regulation-coverage.md prints them.
 */
export type Coverage = 'ruled' | { readonly partly: string } | { readonly later: string } | { readonly noRule: string };
type ClauseEntry = { readonly place: string; readonly summary: string; readonly coverage: Coverage };

export const clauses = {
  '1.1.1a': {
    place: '一（一）1',
    summary: '考生要有本自治区普通高中或中职的学籍；学校只能为学籍在本校的学生注册考籍',
    coverage: 'ruled',
  },
  '1.1.1b': {
    place: '一（一）1',
    summary: '在校生（含中职，以及获准建立学籍的港澳台和外国学生）由学籍所在学校统一组织',
    coverage: 'ruled',
  },
  '1.1.1c': {
    place: '一（一）1',
    summary: '社会考生凭户籍证明到户籍地旗县办理，旗县和自治区都同意后由旗县建立考籍',
    coverage: 'ruled',
  },
  '1.1.2': {
    place: '一（一）2',
    summary: '在校生先预注册，班主任审核通过后，由学籍学校所在旗县采集身份信息和照片，考籍注册才算完成',
    coverage: 'ruled',
  },
  '1.1.3': {
    place: '一（一）3',
    summary: '社会考生要等旗县和自治区都同意，才能在户籍地旗县采集',
    coverage: 'ruled',
  },
  '1.2.1': {
    place: '一（二）1',
    summary: '考生注册信息的项目：身份、户籍、联系方式、简历、家庭成员、外语语种等',
    coverage: 'ruled',
  },
  '1.2.2': {
    place: '一（二）2',
    summary: '学校注册信息的项目：代码、名称、地址、校长、类别、教职工数、电话、班级和班主任',
    coverage: 'ruled',
  },
  '1.3.1': {
    place: '一（三）1',
    summary: '学校用自治区给的账户设班级、班级用户，填班级信息',
    coverage: 'ruled',
  },
  '1.3.2': {
    place: '一（三）2',
    summary: '学生本人预注册',
    coverage: 'ruled',
  },
  '1.3.3': {
    place: '一（三）3',
    summary: '班主任只复查、审核本班的预注册，有错退回学生改正',
    coverage: 'ruled',
  },
  '1.3.4': {
    place: '一（三）',
    summary: '注册完成即建考籍档案；学籍号就是考籍号，也是准考证号；社会考生照同一规则',
    coverage: 'ruled',
  },
  '1.3.5': {
    place: '一（三）',
    summary: '取得考籍的人要在规定时间内选课报名',
    coverage: 'ruled',
  },
  '2.1': {
    place: '二（一）',
    summary: '考籍信息分级访问：班主任是初级管理员，学校是高级管理员',
    coverage: 'ruled',
  },
  '2.2': {
    place: '二（二）',
    summary: '简历、监护人、家庭成员、录取信息自注册生效起冻结到毕业',
    coverage: 'ruled',
  },
  '2.3a': {
    place: '二（三）',
    summary: '生效后改姓名、证件号、民族，要本人申请，学校和旗县同意后由旗县办理',
    coverage: 'ruled',
  },
  '2.3b': {
    place: '二（三）',
    summary: '转籍和信息变更只在成绩公布后到下次报名前办理',
    coverage: 'ruled',
  },
  '2.4': {
    place: '二（四）',
    summary: '生效后班号等由学校指定的人在报考前改',
    coverage: 'ruled',
  },
  '2.5': {
    place: '二（五）',
    summary: '密码和手机号由考生本人改',
    coverage: 'ruled',
  },
  '2.6': {
    place: '二（六）',
    summary: '专人保管账户和信息，信息只用于教育管理，不得外泄',
    coverage: { noRule: '靠加密、权限、遮盖和访问记录做到，没有一件业务要按它判断' },
  },
  '3.1a': {
    place: '三（一）',
    summary: '转籍只在自治区内的学校之间办',
    coverage: 'ruled',
  },
  '3.1b': {
    place: '三（一）',
    summary: '申请转籍要有转学证明，学籍要先转出',
    coverage: 'ruled',
  },
  '3.1c': {
    place: '三（一）',
    summary: '转出、转入两校各自同意后，由自治区变更学籍学校',
    coverage: 'ruled',
  },
  '3.2': {
    place: '三（二）',
    summary: '转出自治区的学生，由旗县出具合格性考试成绩证明，本人也可自行打印',
    coverage: 'ruled',
  },
  '4.1': {
    place: '四（一）',
    summary: '外省转入的只认合格性考试成绩，不认选择性考试成绩',
    coverage: 'ruled',
  },
  '4.2a': {
    place: '四（二）',
    summary: '成绩转入要三份材料：外省成绩证明、接收学校证明、身份证明',
    coverage: 'ruled',
  },
  '4.2b': {
    place: '四（二）',
    summary: '成绩转入由旗县、盟市先后同意，自治区认证',
    coverage: 'ruled',
  },
  '4.2c': {
    place: '四（二）',
    summary: '外省考过的科目按原证明的合格与否计入',
    coverage: 'ruled',
  },
  '4.2d': {
    place: '四（二）',
    summary: '认证后由转入学校补注册，考生可报其余科目',
    coverage: 'ruled',
  },
  '5': {
    place: '五',
    summary: '休学的同时休籍，复学后继续考试；由学校和自治区同意',
    coverage: 'ruled',
  },
  '6.1': {
    place: '六（一）',
    summary: '适用于 2022 年秋季及以后入学的高一学生',
    coverage: 'ruled',
  },
  '6.2': {
    place: '六（二）',
    summary: '由自治区教育考试院解释',
    coverage: { noRule: '解释以自治区签发的规定版本送来，参数和规则的取舍都按版本' },
  },
} as const satisfies Record<string, ClauseEntry>;

export type ClauseId = keyof typeof clauses;

/** Every clause id, in the order of the regulation. */
export const clauseIds = Object.keys(clauses).sort(byPlace) as readonly ClauseId[];

// object keys that look like integers ('5') come first in JavaScript: put the clauses back into the regulation's order
function byPlace(a: string, b: string): number {
  return a < b ? -1 : 1;
}

/** A clause as people see it: `《考籍管理办法》一（一）1` with our own summary. */
export function clauseReference(id: ClauseId): ClauseReference {
  return { id, shownAs: `《考籍管理办法》${clauses[id].place}`, summary: clauses[id].summary };
}

/** What the code does with a clause (see Coverage). */
export function clauseCoverage(id: ClauseId): Coverage {
  return clauses[id].coverage;
}
