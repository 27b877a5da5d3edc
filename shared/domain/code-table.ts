import { type CodeList, codeFinder, labelOf } from '../labels/code-list.ts';
import { ethnicities, ethnicityOtherNames } from '../labels/ethnicity.ts';
import { foreignLanguageOtherNames, foreignLanguages } from '../labels/foreign-language.ts';
import { politicalStatuses, politicalStatusOtherNames } from '../labels/political-status.ts';

/** Fields of a candidate whose codes the region publishes. */
export const valueTables = ['ethnicity', 'politicalStatus', 'foreignLanguage'] as const;
export type ValueTable = (typeof valueTables)[number];

/** Every table of the region: the codes of fields, its exam areas, its schools. */
export const codeTableNames = [...valueTables, 'examArea', 'school'] as const;
export type CodeTableName = (typeof codeTableNames)[number];

/** One edition of a field's codes as the region publishes it. */
export type ValueTableEdition = {
  readonly id: string;
  readonly entries: readonly {
    readonly code: string;
    readonly label: string;
    readonly otherNames?: readonly string[] | undefined;
  }[];
};

/** The codes of one field: those in force, and those that records of earlier editions still carry. */
export type CodeTable = {
  /** edition of the region in force; null = the list that the program carries (national standard) */
  readonly editionId: string | null;
  readonly codes: CodeList;
  /** name → code, for lists and common speech */
  readonly otherNames: CodeList;
  readonly retired: CodeList;
};
export type CodeTables = Readonly<Record<ValueTable, CodeTable>>;

const carried = {
  ethnicity: { codes: ethnicities, otherNames: ethnicityOtherNames, ending: '族' },
  politicalStatus: { codes: politicalStatuses, otherNames: politicalStatusOtherNames, ending: '' },
  foreignLanguage: { codes: foreignLanguages, otherNames: foreignLanguageOtherNames, ending: '语' },
} as const satisfies Record<ValueTable, { codes: CodeList; otherNames: CodeList; ending: string }>;

/** The table of a field after these editions, oldest first; without any it is what the program carries. */
export function codeTableAfter(name: ValueTable, editions: readonly ValueTableEdition[]): CodeTable {
  const { codes: own, otherNames } = carried[name];
  const newest = editions.at(-1);
  if (!newest) return { editionId: null, codes: own, otherNames, retired: [] };
  const codes = newest.entries.map(({ code, label }) => [code, label] as const);
  const isInForce = (code: string) => codes.some(([known]) => known === code);
  const named = newest.entries.flatMap(({ code, otherNames: names = [] }) =>
    names.map((word) => [word, code] as const),
  );
  // the last name that a code had
  const before = new Map<string, string>(own);
  for (const { entries } of editions) for (const { code, label } of entries) before.set(code, label);
  return {
    editionId: newest.id,
    codes,
    otherNames: [...otherNames.filter(([, code]) => isInForce(code)), ...named],
    retired: [...before].filter(([code]) => !isInForce(code)),
  };
}

/** What the program carries, where the region has published nothing. */
export const carriedTables: CodeTables = {
  ethnicity: codeTableAfter('ethnicity', []),
  politicalStatus: codeTableAfter('politicalStatus', []),
  foreignLanguage: codeTableAfter('foreignLanguage', []),
};

/** True for a code in force, and for one that a record of an earlier edition may go on carrying. */
export function isListed({ codes, retired }: CodeTable, code: string): boolean {
  return [...codes, ...retired].some(([known]) => known === code);
}

/** The tables for something new: a code that is no longer in force is unknown. */
export function inForceOnly(tables: CodeTables): CodeTables {
  return {
    ethnicity: { ...tables.ethnicity, retired: [] },
    politicalStatus: { ...tables.politicalStatus, retired: [] },
    foreignLanguage: { ...tables.foreignLanguage, retired: [] },
  };
}

/** 02 → 蒙古族, also where the code is no longer in force; an unknown code is shown as such. */
export function tableLabel({ codes, retired }: CodeTable, code: string): string {
  return labelOf([...codes, ...retired], code);
}

const finders = new WeakMap<CodeTable, (text: string) => string | null>();

/** Code in force of a code, a label or another name; null if none fits. */
export function codeOf(tables: CodeTables, name: ValueTable, text: string): string | null {
  const table = tables[name];
  const known = finders.get(table);
  if (known) return known(text);
  const find = codeFinder(table.codes, table.otherNames, carried[name].ending);
  finders.set(table, find);
  return find(text);
}
