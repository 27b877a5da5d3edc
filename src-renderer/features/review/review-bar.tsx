import type { ReactNode } from 'react';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { restOf } from './approve-rest.ts';
import type { ReviewDialog } from './review-dialogs.tsx';
import { closedReason } from './review-line.ts';
import type { ReviewWork } from './use-review-work.ts';

/** The acts of the review page: the same keys for wall and list. An administrator looks and may order a retake. */
export function ReviewBar({
  view,
  work,
  onApprove,
  onDialog,
  onMark,
}: {
  readonly view: 'wall' | 'list';
  readonly work: ReviewWork;
  readonly onApprove: () => Promise<void>;
  readonly onDialog: (dialog: ReviewDialog) => void;
  readonly onMark: () => void;
}): ReactNode {
  const isReviewer = usePerson()?.role === 'reviewer';
  const { selected, page, marked, markedPage } = work;
  const notMine = isReviewer ? null : '由审核员办理';
  const nobody = selected === null ? '先选一张' : null;
  const rest = restOf(page, marked);
  const isMany = markedPage.length > 0;
  return (
    <ActionBar
      primary={{
        label: '通过并看下一件',
        keyHint: 'Ctrl+回车',
        closedWhy: notMine ?? closedReason(selected, 'review.approve'),
        onAct: onApprove,
      }}
      others={[
        {
          label: '本页其余通过…',
          closedWhy: notMine ?? (rest.passed.length + rest.left.length === 0 ? '这一页没有待审核的' : null),
          onAct: () => onDialog('approveRest'),
        },
        {
          label: isMany ? `退回已标记的 ${markedPage.length} 张…` : '退回…',
          closedWhy: notMine ?? (isMany ? null : closedReason(selected, 'review.return')),
          onAct: () => onDialog('return'),
        },
        {
          label: '叫回重拍…',
          closedWhy: closedReason(selected, 'photo.orderRetake'),
          onAct: () => onDialog('retake'),
        },
        { label: '放大照片', closedWhy: nobody, onAct: () => onDialog('photo') },
        ...(view === 'wall'
          ? [
              {
                label: selected !== null && marked.has(selected.candidacyId) ? '去掉标记' : '标记退回',
                keyHint: '空格',
                bindKey: false,
                closedWhy: notMine ?? nobody,
                onAct: onMark,
              },
            ]
          : []),
      ]}
    />
  );
}
