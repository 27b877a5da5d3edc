import type { ReactNode } from 'react';
import { ActionBar, type BarAct } from '../../ui/action-bar.tsx';
import { type FileLine, type Folder, whyNotAttach } from './file-words.ts';

type Acts = {
  readonly onConfirm: () => unknown;
  readonly onConfirmReady: () => unknown;
  readonly onAssign: () => unknown;
  readonly onSwap: () => unknown;
  readonly onTurn: () => unknown;
  readonly onReject: () => unknown;
  readonly onTakeBack: () => unknown;
  readonly onDiscard: () => unknown;
};

/** The acts of a folder: confirm the photo in sight, or all that are clear; mend what is not. */
export function FolderBar({
  folder,
  selected,
  held,
  said,
  ...on
}: Acts & {
  readonly folder: Folder;
  readonly selected: FileLine | null;
  readonly held: FileLine | null;
  readonly said: string | null;
}): ReactNode {
  const notStaged =
    selected === null ? '先选一张照片' : selected.state === 'staged' ? null : '只有读好、还没有附上的照片可以改';
  const act = (label: string, onAct: () => unknown): BarAct => ({ label, onAct, closedWhy: notStaged });
  const name = selected?.state === 'staged' ? selected.pupil?.fullName : undefined;
  return (
    <ActionBar
      primary={{
        label: name ? `确认是 ${name}` : '确认这一张',
        keyHint: '回车',
        onAct: on.onConfirm,
        closedWhy: whyNotAttach(selected),
      }}
      others={[
        {
          label: folder.ready === 0 ? '一起确认…' : `确认这 ${folder.ready} 张…`,
          onAct: on.onConfirmReady,
          closedWhy: folder.ready === 0 ? '没有既认出了人、又没有疑问的照片；只凭名单次序认的要单独确认' : null,
        },
        act('指定学生…', on.onAssign),
        act(held ? '与这张对调' : '对调', on.onSwap),
        act('转 90°', on.onTurn),
        selected?.state === 'rejected' ? { label: '重新用', onAct: on.onTakeBack } : act('不用…', on.onReject),
        { label: '清除这批…', onAct: on.onDiscard },
      ]}
    >
      {said !== null && (
        <p className="files-said" role="status">
          {said}
        </p>
      )}
    </ActionBar>
  );
}
