import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { focusField, TextField } from '../../ui/field.tsx';
import { fieldProblem } from './field-problem.ts';
import type { ClassLine } from './school-words.ts';

/** A new class, other words for one, or a closed one opened again. */
export function ClassDialog({
  line,
  onDone,
  onClose,
}: {
  /** null = a new class */
  readonly line: ClassLine | null;
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [code, setCode] = useState(line?.code ?? '');
  const [name, setName] = useState(line?.name ?? '');
  const [year, setYear] = useState(line ? String(line.cohortYear) : '');
  const save = useCommand('school.saveClass');
  const missing = [
    name.trim() === '' ? '名称' : null,
    code.trim() === '' ? '代码' : null,
    /^\d{4}$/.test(year.trim()) ? null : '四位的入学年份',
  ].filter((part) => part !== null);
  const [verb, done] = line === null ? ['新设班级', '已设'] : line.closed ? ['重新开班级', '已开'] : ['改班级', '已改'];

  const submit = async () => {
    const reply = await save.run({
      classId: line?.classId ?? null,
      version: line?.version ?? null,
      code: code.trim(),
      name: name.trim(),
      cohortYear: Number(year.trim()),
    });
    if (reply.ok) onDone(`${done} ${name.trim()}`);
  };
  return (
    <Dialog
      title={line === null ? verb : `${verb} ${line.name}`}
      confirmLabel={verb}
      closedWhy={missing.length > 0 ? `还差：${missing.join('、')}` : null}
      onConfirm={submit}
      onClose={onClose}
    >
      <FaultView fault={save.fault} onField={focusField} />
      <TextField
        name="className"
        label="名称"
        value={name}
        onChange={setName}
        maxLength={60}
        takeFocus
        hint="名册和屏幕上写的，如 高一(7)班"
      />
      <TextField
        name="classCode"
        label="代码"
        value={code}
        onChange={setCode}
        maxLength={20}
        error={fieldProblem(save.fault, 'classCode')}
        hint="同一所学校、同一年级不重复。有了学生就不能再改"
      />
      <TextField
        name="cohortYear"
        label="入学年份"
        value={year}
        onChange={setYear}
        maxLength={4}
        error={fieldProblem(save.fault, 'cohortYear')}
        hint="高一那年秋季，如 2026"
      />
    </Dialog>
  );
}
