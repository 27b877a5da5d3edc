import { type ReactNode, useState } from 'react';
import { restOf } from './approve-rest.ts';
import { ApproveRestDialog } from './approve-rest-dialog.tsx';
import { PhotoDialog } from './photo-dialog.tsx';
import { RetakeDialog } from './retake-dialog.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import type { ReviewWork } from './use-review-work.ts';
import { photoSentences } from './wall-words.ts';

export type ReviewDialog = 'photo' | 'approveRest' | 'return' | 'retake';

/**
 * The dialogs over wall and list: enlarge, pass the rest, return, order a retake. What is decided is about those who were
 * there when the dialog opened, whatever comes or goes behind it; mount it anew for each. Only enlarging follows the
 * selection.
 */
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
  const { selected, selectedLine, selectedPhoto } = work;
  const [about] = useState(() => ({
    line: selected,
    lines: work.markedPage.length > 0 ? work.markedPage : selected === null ? [] : [selected],
    rest: restOf(work.page, work.marked),
  }));
  if (dialog === 'approveRest') {
    const { rest } = about;
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
  if (dialog === 'return') {
    if (about.lines.length === 0) return null;
    return (
      <ReturnDialog
        lines={about.lines}
        onReturned={(result) => {
          if (selected !== null && result.done.includes(selected.candidacyId)) work.step(1);
          work.tell('已退回', result);
          onDone(`已退回 ${result.done.length} 张`);
        }}
        onClose={onClose}
      />
    );
  }
  if (dialog === 'retake') {
    const { line } = about;
    if (line === null) return null;
    return (
      <RetakeDialog
        line={line}
        onOrdered={() => {
          work.tell('已叫回重拍', { done: [line.candidacyId], failed: [] });
          onDone(`已叫回 ${line.fullName} 重拍`);
        }}
        onClose={onClose}
      />
    );
  }
  if (selected === null) return null;
  const flags = work.flags.get(selected.candidacyId) ?? [];
  return (
    <PhotoDialog
      shown={selected}
      words={selectedPhoto === null ? (selectedLine?.findingSentences ?? []) : photoSentences(selectedPhoto, flags)}
      isMarked={work.marked.has(selected.candidacyId)}
      onStep={work.walk}
      {...(onMark ? { onMark } : {})}
      onClose={onClose}
    />
  );
}
