import { Button, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { noCounterpart } from '#shared/domain/foreign-result.ts';
import { examSubjectLabel, examSubjects } from '#shared/labels/exam-subject.ts';
import { foreignExamTypeLabel, outcomeLabel } from '#shared/labels/foreign-result.ts';
import { provinces } from '#shared/labels/province.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { emptyLine, type RecognitionForm, type RecognitionLine } from './recognition-form.ts';

const outcomes = (['pass', 'fail'] as const).map((value) => ({ value, label: outcomeLabel(value) }));
const examTypes = (['qualifying', 'graded'] as const).map((value) => ({ value, label: foreignExamTypeLabel(value) }));
const subjects = [
  ...examSubjects.map((value) => ({ value, label: examSubjectLabel(value) })),
  { value: noCounterpart, label: '本区没有这一科' } as const,
];

/** Another province's certificate, line by line as it stands there; which subject of ours it is, a person says (4.2c). */
export function RecognitionFields({
  form,
  onChange,
}: {
  readonly form: RecognitionForm;
  readonly onChange: (form: RecognitionForm) => void;
}): ReactNode {
  const { certificate, lines } = form;
  const ofCertificate = (changes: Partial<RecognitionForm['certificate']>) =>
    onChange({ ...form, certificate: { ...certificate, ...changes } });
  const ofLine = (at: number, changes: Partial<RecognitionLine>) =>
    onChange({ ...form, lines: lines.map((line, index) => (index === at ? { ...line, ...changes } : line)) });
  return (
    <>
      <ChoiceField
        name="request.certificate.province"
        label="成绩证明由哪个省出具"
        value={certificate.province === '' ? null : certificate.province}
        onChange={(province: string) => ofCertificate({ province })}
        options={provinces.map(([value, label]) => ({ value, label }))}
      />
      <TextField
        name="request.certificate.issuer"
        label="出具机构"
        value={certificate.issuer}
        onChange={(issuer) => ofCertificate({ issuer })}
        maxLength={100}
        hint="照证明上的落款：那个省学业水平考试的主管机构"
      />
      <TextField
        name="request.certificate.certificateNo"
        label="证明编号"
        required={false}
        value={certificate.certificateNo}
        onChange={(certificateNo) => ofCertificate({ certificateNo })}
        maxLength={60}
      />
      <h3>逐科成绩，照证明上的字</h3>
      <ol className="recognition-lines">
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place on the paper; two may read the same
          <li key={at}>
            <Input
              aria-label={`第 ${at + 1} 行科目`}
              placeholder="证明上的科目"
              value={line.name}
              maxLength={40}
              onChange={(event) => ofLine(at, { name: event.target.value })}
            />
            <Select
              aria-label={`第 ${at + 1} 行本区科目`}
              placeholder="同名的自动对上"
              value={line.subject}
              options={subjects}
              showSearch={{ optionFilterProp: 'label' }}
              allowClear
              onChange={(subject) => ofLine(at, { subject: subject ?? null })}
            />
            <Select
              aria-label={`第 ${at + 1} 行考试种类`}
              value={line.examType}
              options={examTypes}
              onChange={(examType) => ofLine(at, { examType })}
            />
            <Input
              aria-label={`第 ${at + 1} 行证明上的成绩`}
              prefix="写着"
              placeholder="合格、A …"
              value={line.asCertified}
              maxLength={40}
              onChange={(event) => ofLine(at, { asCertified: event.target.value })}
            />
            <Select
              aria-label={`第 ${at + 1} 行计为`}
              prefix="计为"
              value={line.outcome}
              options={outcomes}
              onChange={(outcome) => ofLine(at, { outcome })}
            />
            <Button
              size="small"
              aria-label={`去掉第 ${at + 1} 行`}
              onClick={() => onChange({ ...form, lines: lines.filter((_, index) => index !== at) })}
            >
              去掉
            </Button>
          </li>
        ))}
      </ol>
      <Button onClick={() => onChange({ ...form, lines: [...lines, emptyLine] })}>添一科</Button>
    </>
  );
}
