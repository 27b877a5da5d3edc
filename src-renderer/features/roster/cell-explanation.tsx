import type { ReactNode } from 'react';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { type CellProblem, explain, type RosterRow, severityLook } from './roster-words.ts';

/** Two lines under the table that follow the focus and are read aloud. */
export function CellExplanation({
  problem,
  row,
}: {
  readonly problem: CellProblem | null;
  readonly row: RosterRow | null;
}): ReactNode {
  const look = problem ? severityLook[problem.severity] : null;
  return (
    <p className="cell-explanation" role="status" aria-live="polite">
      {look && problem && (
        <>
          <span className="tone-mark" data-tone={look.tone}>
            <StatusShape shape={look.shape} />
            {look.word}
          </span>{' '}
          {explain(problem)}
        </>
      )}
      {!problem && row && `第 ${row.row} 行没有问题。`}
      <span className="hint"> ↑↓ 换问题 · F3 下一处</span>
    </p>
  );
}
