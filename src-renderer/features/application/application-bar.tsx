import type { ReactNode } from 'react';
import { ActionBar } from '../../ui/action-bar.tsx';
import { closedWhy } from './application-line.ts';
import type { DecisionKind } from './decision-dialog.tsx';
import type { Queue } from './use-queue.ts';

/** The acts of the queue: agree and go on is one key; what is closed says why with its clause. */
export function ApplicationBar({
  queue,
  onDecide,
  onNew,
  onCases,
  onCheck,
  onAgreed,
}: {
  readonly queue: Queue;
  readonly onDecide: (kind: DecisionKind) => void;
  readonly onNew: (() => void) | null;
  /** to the questions whether two records are one person; null = not this role's */
  readonly onCases: (() => void) | null;
  /** proves a certificate of results */
  readonly onCheck: () => void;
  readonly onAgreed: () => void;
}): ReactNode {
  const { selected, marked } = queue;
  const many = queue.lines.filter((line) => marked.has(line.applicationId));
  const agree = async (): Promise<void> => {
    if (selected === null) return;
    await queue.agree(many.length > 0 ? many : [selected]);
    onAgreed();
  };
  return (
    <ActionBar
      primary={{
        label: many.length > 0 ? `同意选上的 ${many.length} 件` : '同意并看下一件',
        keyHint: 'Ctrl+回车',
        closedWhy: many.length > 0 ? null : closedWhy(selected, 'application.agree'),
        onAct: agree,
      }}
      others={[
        {
          label: '退回补正…',
          closedWhy: closedWhy(selected, 'application.return'),
          onAct: () => onDecide('return'),
        },
        {
          label: '不予同意…',
          closedWhy: closedWhy(selected, 'application.reject'),
          onAct: () => onDecide('reject'),
        },
        {
          label: '本人撤回…',
          closedWhy: closedWhy(selected, 'application.withdraw'),
          onAct: () => onDecide('withdraw'),
        },
        ...(onNew ? [{ label: '新办一件…', onAct: onNew }] : []),
        ...(onCases ? [{ label: '疑似同一人…', onAct: onCases }] : []),
        { label: '核验成绩证明…', onAct: onCheck },
      ]}
    />
  );
}
