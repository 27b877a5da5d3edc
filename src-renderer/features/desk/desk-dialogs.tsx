import type { ReactNode } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import type { OpenDialog } from './open-dialog.ts';
import { SecondPersonDialog } from './second-person-dialog.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import type { DeskSheet, Judgement } from './sheet.ts';
import { SourceDialog } from './source-dialog.tsx';
import type { DeskSource } from './use-desk-source.ts';
import type { DraftWork } from './use-draft.ts';

/** The dialogs of the desk: which value holds, where photos come from, who lets a refused shot pass. */
export function DeskDialogs({
  dialog,
  sheet,
  source,
  draft,
  judge,
  onPassed,
  onClose,
}: {
  readonly dialog: OpenDialog;
  /** of the pupil the dialog is about; null = it is about nobody */
  readonly sheet: DeskSheet | null;
  readonly source: DeskSource;
  readonly draft: DraftWork;
  readonly judge: (candidacyId: string, judgement: Judgement) => void;
  readonly onPassed: (by: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const settle = useCommand('desk.settleDifference');
  const { settings, way, preview } = source;
  if (dialog.kind === 'source') {
    if (settings === undefined) return null;
    return (
      <SourceDialog
        settings={settings}
        way={way}
        preview={preview}
        onChosen={(chosen) => {
          source.takeFrom(chosen);
          onClose();
        }}
        onClose={onClose}
      />
    );
  }
  if (sheet === null) return null;
  if (dialog.kind === 'secondPerson') {
    const { captureId, gate } = dialog;
    return (
      <SecondPersonDialog pupil={sheet.line} captureId={captureId} gate={gate} onPassed={onPassed} onClose={onClose} />
    );
  }
  const { candidacyId, line, value } = dialog;
  const onSettle = async (documentPicture: Uint8Array<ArrayBuffer> | null): Promise<void> => {
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
