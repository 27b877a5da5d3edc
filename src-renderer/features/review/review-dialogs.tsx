import type { ReactNode } from 'react';
import { restOf } from './approve-rest.ts';
import { ApproveRestDialog } from './approve-rest-dialog.tsx';
import { PhotoDialog } from './photo-dialog.tsx';
import { RetakeDialog } from './retake-dialog.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import type { ReviewWork } from './use-review-work.ts';
import { photoSentences } from './wall-words.ts';

export type ReviewDialog = 'photo' | 'approveRest' | 'return' | 'retake';

/** The dialogs over wall and list: enlarge, pass the rest, return, order a retake. */
export function ReviewDialogs({
  dialog,
  work,
  onMark,
  onClose,
  onDone,
}: {
  readonly dialog: ReviewDialog;
  readonly work: ReviewWork;
  readonly onMark: (() => void) | null;
  readonly onClose: () => void;
  /** an act went through: what to say */
  readonly onDone: (sentence: string) => void;
}): ReactNode {
  const { selected, selectedLine, selectedPhoto, markedPage } = work;
  if (dialog === 'approveRest') {
    const rest = restOf(work.page, work.marked);
    return (
      <ApproveRestDialog
        rest={rest}
        flags={work.flags}
        fault={work.fault}
        onApprove={async () => {
          if (await work.approve(rest.passed)) onDone('');
        }}
        onClose={onClose}
      />
    );
  }
  if (selected === null) return null;
  if (dialog === 'return') {
    return (
      <ReturnDialog
        lines={markedPage.length > 0 ? markedPage : [selected]}
        onReturned={(result) => {
          work.step(1);
          work.tell('已退回', result);
          onDone(`已退回 ${result.done.length} 张`);
        }}
        onClose={onClose}
      />
    );
  }
  if (dialog === 'retake') {
    return (
      <RetakeDialog
        line={selected}
        onOrdered={() => {
          work.tell('已叫回重拍', { done: [selected.candidacyId], failed: [] });
          onDone(`已叫回 ${selected.fullName} 重拍`);
        }}
        onClose={onClose}
      />
    );
  }
  const flags = work.flags.get(selected.candidacyId) ?? [];
  return (
    <PhotoDialog
      shown={selected}
      words={selectedPhoto === null ? (selectedLine?.findingSentences ?? []) : photoSentences(selectedPhoto, flags)}
      isMarked={work.marked.has(selected.candidacyId)}
      onStep={work.step}
      {...(onMark ? { onMark } : {})}
      onClose={onClose}
    />
  );
}
