import { memo, type ReactNode, useMemo } from 'react';
import { documentsWithoutHousehold, documentTypes } from '#shared/domain/candidate-field.ts';
import type { CodeList } from '#shared/labels/code-list.ts';
import { documentTypeLabel } from '#shared/labels/document.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { sexes } from '#shared/labels/sex.ts';
import { offered, useCodeChoices } from '../../bridge/use-code-choices.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import type { EntryForm, EntryProblem } from './entry-form.ts';
import { lineLimits } from './entry-limits.ts';
import { FamilyRows, ResumeRows } from './entry-rows.tsx';

export type Choice = { readonly value: string; readonly label: string };
export type ChangeEntry = (change: Partial<EntryForm>) => void;

type LineField = keyof typeof lineLimits;
type PickField = 'documentType' | 'classId' | 'sex' | 'ethnicity' | 'politicalStatus' | 'foreignLanguage';

const choices = (list: CodeList): readonly Choice[] => list.map(([value, label]) => ({ value, label }));
const documentChoices = documentTypes.map((value) => ({ value, label: documentTypeLabel(value) }));
const sexChoices = choices(sexes).filter((entry) => entry.value === '1' || entry.value === '2');

/** Every field of clause 1.2.1 as the clerk asks it: document first, as it lies on the table. */
export function EntryFields({
  form,
  onChange,
  problems,
  classes,
}: {
  readonly form: EntryForm;
  /** must be stable, so that a key in one field does not draw the others again */
  readonly onChange: ChangeEntry;
  readonly problems: readonly EntryProblem[];
  /** null = a private candidate: no school, no enrolment */
  readonly classes: readonly Choice[] | null;
}): ReactNode {
  const codes = useCodeChoices();
  const coded = useMemo(
    () => ({
      ethnicity: offered(codes.ethnicity, form.ethnicity),
      foreignLanguage: offered(codes.foreignLanguage, form.foreignLanguage),
      politicalStatus: offered(codes.politicalStatus, form.politicalStatus),
    }),
    [codes, form.ethnicity, form.foreignLanguage, form.politicalStatus],
  );
  const common = (field: keyof EntryForm) => ({
    onChange,
    error: problems.find((problem) => problem.field === field)?.message ?? null,
  });
  const line = (field: LineField, hint = '', optional = false, takeFocus = false) => (
    <Line {...common(field)} field={field} value={form[field]} hint={hint} optional={optional} takeFocus={takeFocus} />
  );
  const pick = (field: PickField, label: string, options: readonly Choice[], optional = false) => (
    <Pick {...common(field)} field={field} label={label} value={form[field]} options={options} optional={optional} />
  );
  return (
    <div className="entry-form">
      <h2>证件</h2>
      {pick('documentType', '证件类型', documentChoices)}
      {line('documentNumber', '照证件输入，全角、小写都可以', false, true)}
      {line('fullName', '少数民族姓名照证件写，间隔点用“·”')}
      {pick('sex', '性别', sexChoices)}
      {line('birthDate', '例如 2008-05-11')}
      {pick('ethnicity', '民族', coded.ethnicity, documentsWithoutHousehold.includes(form.documentType))}
      <h2>{classes === null ? '报考' : '学籍'}</h2>
      {classes !== null && pick('classId', '班级', classes)}
      {classes !== null && line('enrolmentNo', 'G、J 或 L 开头，照学籍系统', true)}
      {pick('foreignLanguage', '外语语种', coded.foreignLanguage, true)}
      {pick('politicalStatus', '政治面貌', coded.politicalStatus, true)}
      {classes !== null && line('pupilCategory', '', true)}
      <h2>户籍与联系</h2>
      {line('householdPlace', classes === null ? '户籍所在旗县的 6 位代码，例如 150430' : '', classes !== null)}
      {line('householdAuthority', '', true)}
      {line('mobile', '11 位', true)}
      {line('address', '', true)}
      {line('postCode', '6 位', true)}
      <h2>家庭</h2>
      <FamilyRows family={form.family} onChange={onChange} />
      <h2>简历</h2>
      <ResumeRows resume={form.resume} onChange={onChange} />
    </div>
  );
}

type Common = { readonly onChange: ChangeEntry; readonly error: string | null; readonly optional: boolean };

const Line = memo(function Line({
  field,
  value,
  onChange,
  error,
  hint,
  optional,
  takeFocus,
}: Common & {
  readonly field: LineField;
  readonly value: string;
  readonly hint: string;
  readonly takeFocus: boolean;
}): ReactNode {
  return (
    <TextField
      name={field}
      label={candidateFieldLabel(field)}
      value={value}
      onChange={(text) => onChange({ [field]: text })}
      error={error}
      required={optional ? false : undefined}
      {...(hint === '' ? {} : { hint })}
      takeFocus={takeFocus}
      maxLength={lineLimits[field]}
    />
  );
});

const Pick = memo(function Pick({
  field,
  label,
  value,
  options,
  onChange,
  error,
  optional,
}: Common & {
  readonly field: PickField;
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly Choice[];
}): ReactNode {
  return (
    <ChoiceField
      name={field}
      label={label}
      value={value}
      onChange={(chosen) => onChange({ [field]: chosen })}
      options={options}
      error={error}
      required={optional ? false : undefined}
    />
  );
});
