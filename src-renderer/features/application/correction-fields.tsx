import type { ReactNode } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { documentTypes } from '#shared/domain/candidate-field.ts';
import { documentTypeLabel } from '#shared/labels/document.ts';
import { offered, useCodeChoices } from '../../bridge/use-code-choices.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import type { CorrectionForm } from './correction-form.ts';

/** The fields that an application may change (2.3a), each beside its present value. What stays empty stays as it is. */
export function CorrectionFields({
  current,
  form,
  onChange,
  fault,
}: {
  readonly current: readonly { readonly field: string; readonly value: string }[];
  readonly form: CorrectionForm;
  readonly onChange: (form: CorrectionForm) => void;
  readonly fault: Fault | null;
}): ReactNode {
  const codes = useCodeChoices();
  const now = (field: string): string => {
    const value = current.find((one) => one.field === field)?.value;
    return value === undefined ? '空着 = 不改' : `现在是 ${value}`;
  };
  const wrong = (field: string): string | null =>
    fault?.kind === 'invalid'
      ? (fault.problems.find((problem) => problem.field.endsWith(field))?.message ?? null)
      : null;
  return (
    <>
      <TextField
        name="request.changes.fullName"
        label="姓名改为"
        required={false}
        value={form.fullName}
        onChange={(fullName) => onChange({ ...form, fullName })}
        maxLength={200}
        hint={now('fullName')}
        error={wrong('fullName')}
      />
      <ChoiceField
        name="request.changes.ethnicity"
        label="民族改为"
        required={false}
        value={form.ethnicity}
        onChange={(ethnicity) => onChange({ ...form, ethnicity })}
        options={offered(codes.ethnicity, form.ethnicity)}
        hint={now('ethnicity')}
        error={wrong('ethnicity')}
      />
      <ChoiceField
        name="request.changes.documentType"
        label="证件改为"
        required={false}
        value={form.documentType}
        onChange={(documentType) => onChange({ ...form, documentType })}
        options={documentTypes.map((value) => ({ value, label: documentTypeLabel(value) }))}
        hint={now('documentType')}
        error={wrong('documentType')}
      />
      <TextField
        name="request.changes.documentNumber"
        label="证件号改为"
        required={false}
        value={form.documentNumber}
        onChange={(documentNumber) => onChange({ ...form, documentNumber })}
        maxLength={40}
        hint={`${now('documentNumber')}；性别和出生日期跟着身份证号走`}
        error={wrong('documentNumber')}
      />
    </>
  );
}
