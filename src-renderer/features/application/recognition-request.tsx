import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import type { ApplicationSheet } from './application-line.ts';
import { RecognitionFields } from './recognition-fields.tsx';
import { keptRecognition, recognitionFormOf, recognitionRequest } from './recognition-form.ts';
import { useRequestDraft } from './use-request-draft.ts';

/** The certificate of another province, open to be changed until the application is submitted. */
export function RecognitionRequest({
  applicationId,
  version,
  request,
  onUnsaved,
  onAmended,
}: {
  readonly applicationId: string;
  readonly version: number;
  readonly request: Extract<NonNullable<ApplicationSheet['request']>, { kind: 'recognitionOfResults' }>;
  readonly onUnsaved: (isUnsaved: boolean) => void;
  readonly onAmended: () => Promise<void>;
}): ReactNode {
  const draft = useRequestDraft(keptRecognition, applicationId, recognitionFormOf(request));
  useEffect(() => onUnsaved(draft.isUnsent), [draft.isUnsent, onUnsaved]);
  const amend = useCommand('application.amend');
  const save = async () => {
    const reply = await amend.run({ applicationId, version, request: recognitionRequest(draft.form) });
    if (!reply.ok) return;
    await draft.discard();
    announce('已存下');
    await onAmended();
  };
  return (
    <>
      <FaultView fault={amend.fault} />
      {draft.foundHint !== '' && (
        <p className="hint" role="status">
          {draft.foundHint}
        </p>
      )}
      <RecognitionFields form={draft.form} onChange={draft.change} />
      <p>
        <Button type={draft.isUnsent ? 'primary' : 'default'} onClick={() => void save()}>
          存下改动
        </Button>
      </p>
    </>
  );
}
