import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { LivePreview } from '../../photo/use-live-camera.ts';
import { SettleDialog } from './settle-dialog.tsx';
import type { ComparisonLine, DeskSheet, Judgement } from './sheet.ts';
import { SourceDialog } from './source-dialog.tsx';
import type { DraftWork } from './use-draft.ts';

export type OpenDialog =
  | { readonly kind: 'settle'; readonly line: ComparisonLine; readonly value: 'roster' | 'document' }
  | { readonly kind: 'source' };

/** The two dialogs of the desk: which value holds, and where photos come from. */
export function DeskDialogs({
  dialog,
  sheet,
  settings,
  way,
  preview,
  draft,
  judge,
  onWay,
  onClose,
}: {
  readonly dialog: OpenDialog;
  readonly sheet: DeskSheet;
  readonly settings: Output<'camera.settings'> | undefined;
  readonly way: 'live' | 'still';
  readonly preview: LivePreview;
  readonly draft: DraftWork;
  readonly judge: (candidacyId: string, judgement: Judgement) => void;
  readonly onWay: (way: 'live' | 'still') => void;
  readonly onClose: () => void;
}): ReactNode {
  const settle = useCommand('desk.settleDifference');
  if (dialog.kind === 'source') {
    if (settings === undefined) return null;
    return (
      <SourceDialog
        settings={settings}
        way={way}
        preview={preview}
        onChosen={(chosen) => {
          onWay(chosen);
          onClose();
        }}
        onClose={onClose}
      />
    );
  }
  const { line, value } = dialog;
  const onSettle = async (documentPicture: Uint8Array<ArrayBuffer> | null): Promise<void> => {
    const { candidacyId } = sheet.line;
    // main settles the two values it knows: what was keyed last has to be there first
    await draft.flush();
    const reply = await settle.run({ candidacyId, field: line.field, value, pupilConfirmed: true, documentPicture });
    if (!reply.ok) return;
    judge(candidacyId, reply.value);
    onClose();
  };
  return (
    <SettleDialog
      pupil={sheet.line}
      line={line}
      value={value}
      live={way === 'live' && preview.state.kind === 'live' ? preview.video : null}
      fault={settle.fault}
      onSettle={onSettle}
      onClose={onClose}
    />
  );
}
