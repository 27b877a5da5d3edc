import type { Output } from '#shared/contract/index.ts';
import { carriedTables } from '#shared/domain/code-table.ts';
import { useDeskQuery } from './use-desk-query.ts';

type Choices = Output<'region.codeChoices'>;

const choicesOf = (name: keyof Choices) =>
  carriedTables[name].codes.map(([value, label]) => ({ value, label, retired: false }));
/** Until the answer is here, for a moment. */
const carried: Choices = {
  ethnicity: choicesOf('ethnicity'),
  politicalStatus: choicesOf('politicalStatus'),
  foreignLanguage: choicesOf('foreignLanguage'),
};

/** The codes that a form knows, by field; `offered` says which of them it offers: the region's table, else the list that the program carries. */
export function useCodeChoices(): Choices {
  return useDeskQuery('region.codeChoices', {}).value ?? carried;
}

/** What a field offers: codes in force, and the one that stands there already, marked where it is no longer in force. */
export function offered(
  choices: Choices[keyof Choices],
  current: string | null,
): readonly { readonly value: string; readonly label: string }[] {
  return choices
    .filter(({ value, retired }) => !retired || value === current)
    .map(({ value, label, retired }) => ({ value, label: retired ? `${label}（已停用）` : label }));
}
