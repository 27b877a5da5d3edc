import { Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Input, Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { ChoiceField } from '../../ui/field.tsx';
import './batch.css';
import { UnreadyLines } from './unready-lines.tsx';

type Choice = Input<'batch.check'>['choice'];
type Choices = Output<'batch.choices'>;

/** Chooses reviewed records by class or day, or all, shows what is ready and what is not, and puts the ready ones together. */
export function PrepareDialog({
  choices,
  onPrepared,
  onClose,
}: {
  readonly choices: Choices;
  readonly onPrepared: (batchId: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [choice, setChoice] = useState<Choice>({ by: 'all' });
  const check = useDeskQuery('batch.check', { choice }, { keepPrevious: true });
  const prepare = useCommand('batch.prepare');
  const found = check.isFormer ? undefined : check.value;
  const submit = async () => {
    if (!found) return;
    const reply = await prepare.run({ choice, seen: found.seen });
    if (!reply.ok) {
      await check.refetch();
      return;
    }
    announce(`${reply.value.name}装好了，${reply.value.records} 份`);
    onPrepared(reply.value.batchId);
  };
  return (
    <Dialog
      title="装一批"
      confirmLabel={`装 ${found?.ready ?? '…'} 份`}
      closedWhy={!found ? '正在检查' : found.ready === 0 ? '没有能装批的，原因在上面' : null}
      onConfirm={submit}
      onClose={onClose}
      width={760}
    >
      <FaultView fault={prepare.fault ?? check.fault} />
      <div className="column">
        <Radio.Group
          aria-label="装哪些"
          optionType="button"
          value={choice.by}
          options={optionsOf(choices)}
          onChange={(event) => setChoice(firstOf(event.target.value as Choice['by'], choices))}
        />
        {choice.by === 'class' && (
          <ChoiceField
            label="班级"
            value={choice.classId}
            onChange={(classId) => setChoice({ by: 'class', classId })}
            options={choices.classes.map(({ classId, schoolName, className, count }) => ({
              value: classId,
              label: `${schoolName} ${className}，${count} 份`,
            }))}
          />
        )}
        {choice.by === 'day' && (
          <ChoiceField
            label="登记完成的日期"
            value={choice.day}
            onChange={(day) => setChoice({ by: 'day', day })}
            options={choices.days.map(({ day, count }) => ({ value: day, label: `${day}，${count} 份` }))}
          />
        )}
        {found && (
          <p role="status">
            {found.ready} 份资料、照片、同意都齐，可以装。
            {found.beyond > 0 && `一批最多 500 份，另外 ${found.beyond} 份装下一批。`}
            装好后由另一个人放行。
          </p>
        )}
        {found && <UnreadyLines title={`不装的 ${found.unready.length} 份`} lines={found.unready} />}
      </div>
    </Dialog>
  );
}

function optionsOf({ all, classes, days }: Choices) {
  return [
    { value: 'all', label: `全部已审核 ${all} 份` },
    ...(classes.length > 0 ? [{ value: 'class', label: '按班级' }] : []),
    ...(days.length > 0 ? [{ value: 'day', label: '按登记日期' }] : []),
  ];
}

function firstOf(by: Choice['by'], { classes, days }: Choices): Choice {
  const [firstClass] = classes;
  const [firstDay] = days;
  if (by === 'class' && firstClass) return { by, classId: firstClass.classId };
  if (by === 'day' && firstDay) return { by, day: firstDay.day };
  return { by: 'all' };
}
