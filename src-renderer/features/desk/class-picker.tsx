import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { RovingList } from '../../ui/roving-list.tsx';

export type ClassLine = Output<'desk.classes'>[number];

/** The classes of the office: what is done, what waits. Enter opens the board of a class. */
export function ClassPicker({
  classes,
  onOpen,
}: {
  readonly classes: readonly ClassLine[];
  readonly onOpen: (classId: string) => void;
}): ReactNode {
  const [selected, setSelected] = useState<string | null>(classes[0]?.classId ?? null);
  return (
    <RovingList
      label="班级"
      items={classes}
      keyOf={(line) => line.classId}
      selected={selected}
      onSelect={(line) => setSelected(line.classId)}
      onOpen={(line) => onOpen(line.classId)}
      takeFocus
    >
      {(line) => (
        <div className="class-line">
          <span className="class-name">
            {line.schoolName} {line.className}
            <span className="hint"> {line.cohortYear} 年入学</span>
          </span>
          <progress max={Math.max(line.total, 1)} value={line.done} aria-label={`${line.className} 已办人数`} />
          <span className="figures">
            {line.done} / {line.total}
          </span>
          <span className="hint figures class-rest">
            待采集 {line.waiting} · 缺席 {line.absent} · 迟到 {line.late} · 退回 {line.returned} · 待班主任{' '}
            {line.waitingForTeacher}
          </span>
        </div>
      )}
    </RovingList>
  );
}
