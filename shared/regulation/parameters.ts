import { longestName } from '../lib/names.ts';
import { isRealDate } from '../lib/plain-date.ts';
import type { ClauseId } from './clauses.ts';
import { areSittingSubjects } from './sitting-subjects.ts';

/** Values an edition of the region can carry (the shape of the signed set-up file, shared/wire/setup-file.ts). */
export type ParameterValue = string | number | boolean | readonly string[];

/** An edition of the regulation as the rules need it. `inForceFrom` is a PlainDate. */
export type Edition = {
  readonly id: string;
  readonly inForceFrom: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** procedure → its steps in order, where the edition replaces the default chain (procedures.ts) */
  readonly chains?: Readonly<Record<string, readonly EditionStep[]>> | undefined;
};

/** A step of a chain as an edition names it; both are checked when the edition arrives (`chainProblems`). */
export type EditionStep = { readonly step: string; readonly clauses: readonly string[] };

/** The date of issue; no rule of the regulation is older. */
export const regulationIssuedOn = '2025-04-03';

type Definition<V extends ParameterValue> = {
  readonly label: string;
  /** clauses the number stands in, or 'silent' where the regulation says nothing: then `source` says whose default it is */
  readonly cites: readonly ClauseId[] | 'silent';
  readonly source: string;
  /** dated defaults, oldest first; the last one begun on the day counts */
  readonly values: readonly [Dated<V>, ...Dated<V>[]];
  /** allowed words for a text parameter */
  readonly oneOf?: readonly string[];
};
type Dated<V> = { readonly from: string; readonly value: V };

function since<V extends ParameterValue>(value: V): readonly [Dated<V>] {
  return [{ from: regulationIssuedOn, value }];
}

function define<V extends ParameterValue>(definition: Definition<V>): Definition<V> {
  return definition;
}

/** Every number and switch the rules use. An edition replaces a value by naming it. */
export const parameters = {
  firstCohortYear: define<number>({
    label: '适用的最早入学年份（高一秋季）',
    cites: ['6.1'],
    source: '六（一）',
    values: since(2022),
  }),
  nameMinimumLength: define<number>({
    label: '姓名至少要容得下的字数',
    cites: 'silent',
    source: '民委发〔2016〕33号：姓名栏不少于 50 个字符；本程序收到 100 个字',
    values: since(50),
  }),
  permittedForeignLanguages: define<readonly string[]>({
    label: '可选的外语语种代码',
    cites: 'silent',
    source: '考试系统通用代码 1 英 2 俄 3 日 4 德 5 法 6 西 9 其他；自治区未公布本考试的名单',
    values: since(['1', '2', '3', '4', '5', '6', '9']),
  }),
  privateNumberRule: define<string>({
    label: '社会考生考籍号的取得办法',
    cites: 'silent',
    source: '一（三）只说照学籍号规则；号码形式未公布，缺省等自治区给号',
    values: since('pending'),
    oneOf: ['pending', 'G'],
  }),
  outsideRegistrationWindow: define<string>({
    label: '注册窗口之外的登记怎样处理',
    cites: 'silent',
    source: '一（一）2 只说规定时间；缺省照常登记、带标记，由自治区核定',
    values: since('flag'),
    oneOf: ['flag', 'hold'],
  }),
  correctionWithoutCalendar: define<string>({
    label: '没有日程时，信息变更和转籍的申请怎样处理',
    cites: 'silent',
    source: '二（三）只许在成绩公布到下次报名之间办理，没有说不知道时间怎么办；缺省先收下，等日程',
    values: since('hold'),
    oneOf: ['hold', 'flag'],
  }),
  correctionDecidedAfterWindow: define<string>({
    label: '窗口内收下、窗口关闭后才轮到的步骤怎样处理',
    cites: 'silent',
    source: '二（三）说办理的时间，没有说按收下还是按办结；缺省按办结，等下次窗口',
    values: since('hold'),
    oneOf: ['hold', 'goOn'],
  }),
  suspensionWindow: define<string>({
    label: '休籍和复籍在什么时间办',
    cites: 'silent',
    source: '五只说休学的同时办休籍；自治区 2024 年把休复学放在更正窗口里办，缺省照这样',
    values: since('correction'),
    oneOf: ['correction', 'any'],
  }),
  transferWhileSuspended: define<string>({
    label: '休籍的考生转籍怎样处理',
    cites: 'silent',
    source: '三（一）和五都没有说；缺省照常办理、带标记，转籍后仍是休籍，由转入学校办复籍',
    values: since('flag'),
    oneOf: ['flag', 'block'],
  }),
  examEntryWithoutCalendar: define<string>({
    label: '没有公布报名时间时，选课报名怎样处理',
    cites: 'silent',
    source: '一（三）只说规定时间；缺省照常报名、带标记，由自治区核定',
    values: since('flag'),
    oneOf: ['flag', 'hold'],
  }),
  guardianConsentAge: define<number>({
    label: '不满多少周岁要监护人同意',
    cites: 'silent',
    source: '个人信息保护法第 28、31 条：不满 14 周岁',
    values: since(14),
  }),
  partyMemberMinimumAge: define<number>({
    label: '党员的最低年龄（周岁）',
    cites: 'silent',
    source: '党章：年满 18 岁',
    values: since(18),
  }),
  usualAges: define<readonly string[]>({
    label: '考生年龄的常见范围（周岁，最小和最大）',
    cites: 'silent',
    source: '本系统缺省；只提醒，不拦下',
    values: since(['12', '70']),
  }),
  copyOfDocument: define<string>({
    label: '只有证件复印件时怎样处理',
    cites: 'silent',
    source: '本系统缺省：身份未核实的先放着',
    values: since('hold'),
    oneOf: ['hold', 'flag'],
  }),
  fieldsHeldWhenMissing: define<readonly string[]>({
    label: '缺了就先放着的信息项',
    cites: 'silent',
    source: '一（二）1 列出项目，没有说缺项怎么办；缺省带标记继续',
    values: since<readonly string[]>([]),
  }),
  mostSubjectsInGradeTen: define<number>({
    label: '高一一个考次最多报几科',
    cites: 'silent',
    source: '自治区实施细则（试行）的通行说法：高一最多 4 科；办法本身没有写数',
    values: since(4),
  }),
  firstSittingSemester: define<number>({
    label: '首次考试的学期（1 高一上 … 6 高三下）',
    cites: 'silent',
    source: '自治区实施细则（试行）的通行说法：不早于高一第二学期末；谁能报以日程为准，这里只作标记',
    values: since(2),
  }),
  lastSittingSemester: define<number>({
    label: '各科考完的学期（1 高一上 … 6 高三下）',
    cites: 'silent',
    source: '自治区实施细则（试行）的通行说法：13 科在高三第一学期末前考完；补考照常，只作标记',
    values: since(5),
  }),
  subjectsOfSittings: define<readonly string[]>({
    label: '各考次开考的科目（考次@入学年份=科目代码,…）',
    cites: 'silent',
    source: '随考次公布；没有给出的考次按自治区统考 9 科',
    values: since<readonly string[]>([]),
  }),
  captureAfterRecognition: define<string>({
    label: '外省转入的补注册以后要不要采集',
    cites: 'silent',
    source: '四（二）没有说补注册以后在哪里采集；缺省同在校生，由旗县采集身份和照片（一（一）2）',
    values: since('county'),
    oneOf: ['county', 'none'],
  }),
  schoolKinds: define<readonly string[]>({
    label: '学校类别',
    cites: 'silent',
    source: '一（二）2 要填学校类别，没有给代码；缺省按能注册考籍的学校列出',
    values: since(['普通高中', '完全中学', '十二年一贯制学校', '综合高中', '中等职业学校', '技工学校', '特殊教育学校']),
  }),
  mostSchoolStaff: define<number>({
    label: '一所学校教职工数的上限',
    cites: 'silent',
    source: '本系统缺省：再多就是多写了一位',
    values: since(3000),
  }),
  stagedPhotoDays: define<number>({
    label: '从文件导入、没有附上的照片最多留多少天',
    cites: 'silent',
    source: '个人信息保护法第 19 条只说最短时间；天数是本系统缺省，从最后一次选那个文件夹算起',
    values: since(30),
  }),
  rulesSwitchedOff: define<readonly string[]>({
    label: '自治区停用的规则（规则名@起始日期）',
    cites: ['6.2'],
    source: '六（二）：由自治区解释；本系统规则（四眼等）不能停用',
    values: since<readonly string[]>([]),
  }),
} as const;

export type ParameterName = keyof typeof parameters;
export type ParameterOf<N extends ParameterName> = (typeof parameters)[N] extends Definition<infer V> ? V : never;

/**
 * The value of a parameter on a day (PlainDate; default: the edition's first day): the edition's own, else the dated
 * default. Throws where the edition carries a value of the wrong kind: `editionProblems` finds these at set-up.
 */
export function parameter<N extends ParameterName>(edition: Edition, name: N, on?: string): ParameterOf<N> {
  const definition: Definition<ParameterValue> = parameters[name];
  const fallback = datedValue(definition, on ?? edition.inForceFrom);
  const own = edition.parameters[name];
  if (own === undefined) return fallback as ParameterOf<N>;
  if (!isSameKind(own, fallback) || (definition.oneOf && !definition.oneOf.includes(String(own))))
    throw new Error(`edition ${edition.id}: parameter ${name} has a value of the wrong kind`);
  return own as ParameterOf<N>;
}

function datedValue(definition: Definition<ParameterValue>, on: string): ParameterValue {
  const begun = definition.values.filter((dated) => dated.from <= on);
  return (begun.at(-1) ?? definition.values[0]).value;
}

function isSameKind(a: ParameterValue, b: ParameterValue): boolean {
  return typeof a === typeof b && Array.isArray(a) === Array.isArray(b);
}

/**
 * Sentences (Chinese, no full stop) about what this program cannot use of an edition; names of parameters that it does
 * not know are left alone. Asked at set-up: an edition in use has no such problem.
 */
export function editionProblems(edition: Edition): string[] {
  const firstDay = isRealDate(edition.inForceFrom)
    ? []
    : [`规定版本 ${edition.id} 的起始日写的是 ${edition.inForceFrom}，没有这一天`];
  const values = (Object.keys(parameters) as ParameterName[]).flatMap((name) => {
    if (isUsable(edition, name)) return [];
    const given = JSON.stringify(edition.parameters[name]);
    return [`规定版本 ${edition.id} 的“${parameters[name].label}”写的是 ${given}，本程序用不了`];
  });
  return [...firstDay, ...values];
}

function isUsable(edition: Edition, name: ParameterName): boolean {
  try {
    const value = parameter(edition, name);
    if (name === 'subjectsOfSittings') return areSittingSubjects(value as readonly string[]);
    return name !== 'nameMinimumLength' || Number(value) <= longestName;
  } catch {
    return false;
  }
}
