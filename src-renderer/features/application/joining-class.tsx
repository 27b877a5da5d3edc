import type { ReactNode } from 'react';
import { ChoiceField } from '../../ui/field.tsx';
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
  return (
    <ChoiceField
      label="编入班级"
      value={chosen}
      onChange={onChoose}
      options={classes.map(({ classId, name, cohortYear }) => ({
        value: classId,
        label: `${name}（${cohortYear} 级）`,
      }))}
      hint="选好再按“同意并看下一件”"
    />
  );
}
