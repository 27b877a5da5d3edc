import { Button } from 'antd';
import type { ReactNode } from 'react';
import { documentTypes } from '#shared/domain/candidate-field.ts';
import type { CodeList } from '#shared/labels/code-list.ts';
import { documentTypeLabel } from '#shared/labels/document.ts';
import { ethnicities } from '#shared/labels/ethnicity.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { foreignLanguages } from '#shared/labels/foreign-language.ts';
import { politicalStatuses } from '#shared/labels/political-status.ts';
import { sexes } from '#shared/labels/sex.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import type { EntryForm, EntryProblem } from './entry-form.ts';

const choices = (list: CodeList) => list.map(([value, label]) => ({ value, label }));

/** Every field of clause 1.2.1 as the clerk asks it: document first, as it lies on the table. */
export function EntryFields({
  form,
  onChange,
  problems,
  classes,
  knownNumber,
}: {
  readonly form: EntryForm;
  readonly onChange: (change: Partial<EntryForm>) => void;
  readonly problems: readonly EntryProblem[];
  readonly classes: readonly { readonly value: string; readonly label: string }[];
  /** last four characters of the number already stored, for a returned record */
  readonly knownNumber: string | null;
}): ReactNode {
  const errorOf = (field: string) => problems.find((problem) => problem.field === field)?.message ?? null;
  const text = (
    field: Exclude<keyof EntryForm, 'resume' | 'family' | 'documentType' | 'classId'>,
    options: { readonly hint?: string; readonly optional?: boolean; readonly takeFocus?: boolean } = {},
  ) => (
    <TextField
      label={candidateFieldLabel(field)}
      value={form[field] ?? ''}
      onChange={(value) => onChange({ [field]: value })}
      error={errorOf(field)}
      required={options.optional ? false : undefined}
      {...(options.hint ? { hint: options.hint } : {})}
      takeFocus={options.takeFocus ?? false}
      maxLength={200}
    />
  );
  return (
    <div className="entry-form">
      <h2>证件</h2>
      <ChoiceField
        label="证件类型"
        value={form.documentType}
        onChange={(documentType) => onChange({ documentType })}
        options={documentTypes.map((value) => ({ value, label: documentTypeLabel(value) }))}
      />
      {text('documentNumber', {
        takeFocus: true,
        hint: knownNumber ? `原来的末四位 ${knownNumber}，照证件再输一遍` : '照证件输入，全角、小写都可以',
      })}
      {text('fullName', { hint: '少数民族姓名照证件写，间隔点用“·”' })}
      <ChoiceField
        label="性别"
        value={form.sex}
        onChange={(sex) => onChange({ sex })}
        options={choices(sexes).filter((entry) => entry.value === '1' || entry.value === '2')}
        error={errorOf('sex')}
      />
      {text('birthDate', { hint: '例如 2008-05-11' })}
      <ChoiceField
        label="民族"
        value={form.ethnicity}
        onChange={(ethnicity) => onChange({ ethnicity })}
        options={choices(ethnicities)}
        error={errorOf('ethnicity')}
      />
      <h2>学籍</h2>
      <ChoiceField
        label="班级"
        value={form.classId}
        onChange={(classId) => onChange({ classId })}
        options={classes}
        error={errorOf('classId')}
      />
      {text('enrolmentNo', { hint: 'G、J 或 L 开头，照学籍系统', optional: true })}
      <ChoiceField
        label="外语语种"
        required={false}
        value={form.foreignLanguage}
        onChange={(foreignLanguage) => onChange({ foreignLanguage })}
        options={choices(foreignLanguages)}
        error={errorOf('foreignLanguage')}
      />
      <ChoiceField
        label="政治面貌"
        required={false}
        value={form.politicalStatus}
        onChange={(politicalStatus) => onChange({ politicalStatus })}
        options={choices(politicalStatuses)}
        error={errorOf('politicalStatus')}
      />
      {text('pupilCategory', { optional: true })}
      <h2>户籍与联系</h2>
      {text('householdPlace', { optional: true })}
      {text('householdAuthority', { optional: true })}
      {text('mobile', { optional: true, hint: '11 位' })}
      {text('address', { optional: true })}
      {text('postCode', { optional: true, hint: '6 位' })}
      <h2>家庭</h2>
      <div className="wide line-rows">
        {form.family.map((member, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the person edits; lines have no id yet
          <div className="line-row family" key={index}>
            <TextField
              label="关系"
              value={member.relation}
              onChange={(relation) => onChange({ family: replaced(form.family, index, { ...member, relation }) })}
            />
            <TextField
              label="姓名"
              value={member.fullName}
              onChange={(fullName) => onChange({ family: replaced(form.family, index, { ...member, fullName }) })}
            />
            <TextField
              label="工作单位"
              value={member.workplace ?? ''}
              onChange={(workplace) =>
                onChange({ family: replaced(form.family, index, { ...member, workplace: workplace || null }) })
              }
            />
            <TextField
              label="电话"
              value={member.phone ?? ''}
              onChange={(phone) =>
                onChange({ family: replaced(form.family, index, { ...member, phone: phone || null }) })
              }
            />
            <Button onClick={() => onChange({ family: form.family.filter((_, other) => other !== index) })}>
              删去这一行
            </Button>
          </div>
        ))}
        <div>
          <Button
            onClick={() =>
              onChange({ family: [...form.family, { relation: '', fullName: '', workplace: null, phone: null }] })
            }
          >
            加一位家庭成员
          </Button>
        </div>
      </div>
      <h2>简历</h2>
      <div className="wide line-rows">
        {form.resume.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the person edits; lines have no id yet
          <div className="line-row resume" key={index}>
            <TextField
              label="从（2020-09）"
              value={entry.from ?? ''}
              onChange={(from) => onChange({ resume: replaced(form.resume, index, { ...entry, from: from || null }) })}
            />
            <TextField
              label="到（空着 = 今）"
              value={entry.until ?? ''}
              onChange={(until) =>
                onChange({ resume: replaced(form.resume, index, { ...entry, until: until || null }) })
              }
            />
            <TextField
              label="在哪里"
              value={entry.place}
              onChange={(place) => onChange({ resume: replaced(form.resume, index, { ...entry, place }) })}
            />
            <Button onClick={() => onChange({ resume: form.resume.filter((_, other) => other !== index) })}>
              删去这一行
            </Button>
          </div>
        ))}
        <div>
          <Button onClick={() => onChange({ resume: [...form.resume, { from: null, until: null, place: '' }] })}>
            加一段简历
          </Button>
        </div>
      </div>
    </div>
  );
}

function replaced<T>(list: readonly T[], index: number, item: T): readonly T[] {
  return list.map((other, place) => (place === index ? item : other));
}
