import type { ReactNode } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { schoolFieldLabel } from '#shared/labels/school-field.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { fieldProblem } from './field-problem.ts';
import type { SchoolForm } from './school-form.ts';
import type { School } from './school-words.ts';

/** Code and name to read, the other fields of clause 1.2.2 to fill in. */
export function SchoolFields({
  school,
  form,
  fault,
  onChange,
}: {
  readonly school: School;
  readonly form: SchoolForm;
  readonly fault: Fault | null;
  readonly onChange: (part: Partial<SchoolForm>) => void;
}): ReactNode {
  const text = (field: 'address' | 'headName' | 'staffCount' | 'phone') => ({
    name: field,
    label: schoolFieldLabel(field),
    value: form[field],
    error: fieldProblem(fault, field),
    onChange: (value: string) => onChange({ [field]: value }),
  });
  return (
    <>
      <div className="card school-given">
        <dl>
          <div>
            <dt>学校名称</dt>
            <dd>{school.name}</dd>
          </div>
          <div>
            <dt>学校代码</dt>
            <dd className="figures">{school.code}</dd>
          </div>
        </dl>
        <p className="hint">名称和代码由自治区给，这里不改。不对的，告诉旗县报自治区。</p>
      </div>
      <div className="card school-form">
        <TextField {...text('address')} maxLength={200} takeFocus />
        <TextField {...text('headName')} maxLength={100} />
        <ChoiceField
          name="kind"
          label={schoolFieldLabel('kind')}
          value={form.kind}
          error={fieldProblem(fault, 'kind')}
          onChange={(kind) => onChange({ kind })}
          options={school.kinds.map((kind) => ({ value: kind, label: kind }))}
        />
        <TextField {...text('staffCount')} maxLength={10} hint="在编和聘用的都算，写整数" />
        <TextField {...text('phone')} maxLength={40} hint="固定电话带区号，如 0476-4321234" />
      </div>
    </>
  );
}
