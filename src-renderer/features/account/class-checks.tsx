import { Checkbox } from 'antd';
import type { ReactNode } from 'react';

type ClassEntry = { readonly classId: string; readonly name: string; readonly cohortYear: number };

/** Which classes a teacher answers for. */
export function ClassChecks({
  classes,
  chosen,
  onChange,
}: {
  readonly classes: readonly ClassEntry[];
  readonly chosen: readonly string[];
  readonly onChange: (classIds: readonly string[]) => void;
}): ReactNode {
  return (
    <fieldset className="plain-set">
      <legend>班级</legend>
      <div className="row">
        {classes.map((entry) => (
          <Checkbox
            key={entry.classId}
            checked={chosen.includes(entry.classId)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, entry.classId] : chosen.filter((other) => other !== entry.classId),
              )
            }
          >
            {entry.cohortYear} 级 {entry.name}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
