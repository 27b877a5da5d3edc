import { Select } from 'antd';
import { type ReactNode, useId } from 'react';
import type { ApplicationSheet } from './application-line.ts';

/** The class that the joining school names before it agrees. */
export function JoiningClass({
  classes,
  chosen,
  onChoose,
}: {
  readonly classes: NonNullable<ApplicationSheet['joiningClasses']>;
  readonly chosen: string | null;
  readonly onChoose: (classId: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <p className="row">
      <label htmlFor={id}>编入班级</label>
      <Select
        id={id}
        value={chosen}
        style={{ width: 240 }}
        placeholder="选好再同意"
        options={classes.map(({ classId, name, cohortYear }) => ({
          value: classId,
          label: `${name}（${cohortYear} 级）`,
        }))}
        onChange={onChoose}
      />
    </p>
  );
}
