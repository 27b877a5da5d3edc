import { Radio } from 'antd';
import type { ReactNode } from 'react';
import { applicantKinds } from '#shared/domain/applicant.ts';
import { applicantLabel } from '#shared/labels/applicant.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { type MoveForm, type MoveKind, outsideRegion } from './move-form.ts';

type Props = {
  readonly kind: MoveKind;
  readonly form: MoveForm;
  readonly onChange: (form: MoveForm) => void;
};

/** What a transfer, a leave or a return asks for: who applies, and to which school or from when. */
export function MoveFields(props: Props): ReactNode {
  return (
    <>
      {props.kind === 'transfer' ? <SchoolFields {...props} /> : <DayFields {...props} />}
      <ApplicantFields {...props} />
    </>
  );
}

function SchoolFields({ form, onChange }: Props): ReactNode {
  const schools = useDeskQuery('application.joiningSchools', {});
  const known = schools.value ?? [];
  const choose = (schoolCode: string): void => {
    const schoolName = known.find((school) => school.code === schoolCode)?.name ?? '';
    onChange({ ...form, schoolCode, schoolName });
  };
  return (
    <>
      <ChoiceField
        name="request.joiningSchool"
        label="转入学校"
        value={form.schoolCode === '' ? null : form.schoolCode}
        onChange={choose}
        options={[
          ...known.map(({ code, name, areaName }) => ({ value: code, label: `${name}（${areaName}）` })),
          { value: outsideRegion, label: '不在自治区' },
        ]}
        hint="输入校名的一部分可以找；学籍要已经转到这所学校"
      />
      {form.schoolCode === outsideRegion && (
        <TextField
          name="request.joiningSchool.name"
          label="学校名称"
          value={form.schoolName}
          onChange={(schoolName) => onChange({ ...form, schoolName })}
          maxLength={200}
        />
      )}
    </>
  );
}

function DayFields({ kind, form, onChange }: Props): ReactNode {
  const isLeave = kind === 'suspension';
  return (
    <>
      <TextField
        name={isLeave ? 'request.from' : 'request.on'}
        label={isLeave ? '休学从哪天起' : '哪天复学'}
        value={form.from}
        onChange={(from) => onChange({ ...form, from })}
        maxLength={10}
        hint={`照${isLeave ? '休学' : '复学'}证明写，例如 2027-03-01`}
      />
      {isLeave && (
        <TextField
          name="request.until"
          label="到哪天止"
          required={false}
          value={form.until}
          onChange={(until) => onChange({ ...form, until })}
          maxLength={10}
          hint="证明上没有写的空着"
        />
      )}
    </>
  );
}

function ApplicantFields({ form, onChange }: Props): ReactNode {
  return (
    <>
      <Radio.Group
        aria-label="谁申请"
        className="application-applicant"
        value={form.by}
        options={applicantKinds.map((value) => ({ value, label: `${applicantLabel(value)}申请` }))}
        onChange={(event) => onChange({ ...form, by: event.target.value as MoveForm['by'] })}
      />
      {form.by === 'guardian' && (
        <>
          <TextField
            name="request.applicant.fullName"
            label="家长姓名"
            value={form.fullName}
            onChange={(fullName) => onChange({ ...form, fullName })}
            maxLength={200}
            hint="照家长的身份证件写"
          />
          <TextField
            name="request.applicant.relation"
            label="与考生的关系"
            value={form.relation}
            onChange={(relation) => onChange({ ...form, relation })}
            maxLength={30}
            hint="例如：父亲、母亲、祖母"
          />
        </>
      )}
    </>
  );
}
