import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { go } from '../../stores/navigation-store.ts';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import type { ApplicationSheet } from './application-line.ts';
import { CorrectionFields } from './correction-fields.tsx';
import { correctionFormOf, correctionRequest, emptyCorrection, keptCorrection } from './correction-form.ts';
import { MoveFields } from './move-fields.tsx';
import { isMove, keptMove, type MoveRequest, moveFormOf, moveRequest } from './move-form.ts';
import { ReasonOfRequest } from './reason-of-request.tsx';
import { RecognitionRequest } from './recognition-request.tsx';
import { useRequestDraft } from './use-request-draft.ts';

/** What is asked for, open to be changed until it is submitted. */
export function RequestFields({
  applicationId,
  version,
  sheet,
  onUnsaved,
  onAmended,
}: {
  readonly applicationId: string;
  readonly version: number;
  readonly sheet: ApplicationSheet;
  /** something was typed that the application does not ask for yet */
  readonly onUnsaved: (isUnsaved: boolean) => void;
  readonly onAmended: () => Promise<void>;
}): ReactNode {
  const { request } = sheet;
  const isCorrection = request?.kind === 'correction';
  const correction = useRequestDraft(
    keptCorrection,
    isCorrection ? applicationId : null,
    isCorrection ? correctionFormOf(request) : emptyCorrection,
  );
  const storedReason = textOf(request);
  const isReasoned = storedReason !== null;
  const reason = useReasonDraft('applicationReason', isReasoned ? applicationId : null, storedReason ?? '');
  const moving = request !== null && isMoveRequest(request) ? request : null;
  const move = useRequestDraft(keptMove, moving && applicationId, moving ? moveFormOf(moving) : keptMove.empty);
  const isUnsaved = correction.isUnsent || move.isUnsent || (isReasoned && reason.text !== storedReason);
  const isOwnForm = request?.kind === 'recognitionOfResults';
  useEffect(() => {
    if (!isOwnForm) onUnsaved(isUnsaved);
  }, [isOwnForm, isUnsaved, onUnsaved]);
  const amend = useCommand('application.amend');
  if (request === null) return null;
  if (request.kind === 'recognitionOfResults') {
    return <RecognitionRequest {...{ applicationId, version, request, onUnsaved, onAmended }} />;
  }
  if (request.kind === 'privateRegistration') {
    return (
      <>
        <dl className="application-changes">
          {sheet.particulars.map((one) => (
            <div key={one.label}>
              <dt>{one.label}</dt>
              <dd className="figures">{one.value}</dd>
            </div>
          ))}
        </dl>
        <Button onClick={() => go({ area: 'privateEntry', params: { applicationId } })}>改报名信息</Button>
      </>
    );
  }
  const save = async () => {
    const changed = isMoveRequest(request)
      ? moveRequest(request.kind, move.form, null)
      : request.kind === 'correction'
        ? correctionRequest(correction.form)
        : request.kind === 'certificateOfResults'
          ? { kind: request.kind, purpose: reason.text.trim() }
          : { kind: request.kind, reason: reason.text.trim() };
    const reply = await amend.run({ applicationId, version, request: changed });
    if (!reply.ok) return;
    await (moving ? move : isCorrection ? correction : reason).discard();
    announce('已改好');
    await onAmended();
  };
  return (
    <>
      <FaultView fault={amend.fault} />
      {`${correction.foundHint}${move.foundHint}` !== '' && (
        <p className="hint" role="status">
          {correction.foundHint}
          {move.foundHint}
        </p>
      )}
      {isMoveRequest(request) ? (
        <MoveFields kind={request.kind} form={move.form} onChange={move.change} />
      ) : request.kind === 'correction' ? (
        <CorrectionFields
          current={sheet.changes.map(({ field, from }) => ({ field, value: from }))}
          form={correction.form}
          onChange={correction.change}
          fault={amend.fault}
        />
      ) : (
        <ReasonOfRequest
          kind={request.kind}
          value={reason.text}
          onChange={reason.change}
          foundHint={reason.foundHint}
        />
      )}
      <Button onClick={() => void save()}>存下改动</Button>
    </>
  );
}

function isMoveRequest(request: NonNullable<ApplicationSheet['request']>): request is MoveRequest {
  return isMove(request.kind);
}

/** The text of a request that is one text; null = it is another kind. */
function textOf(request: ApplicationSheet['request']): string | null {
  if (request?.kind === 'reopening') return request.reason;
  return request?.kind === 'certificateOfResults' ? request.purpose : null;
}
