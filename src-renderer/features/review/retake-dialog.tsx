import { Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import './photo-wall.css';
import { whatFollows } from './retake-words.ts';
import type { Judged } from './review-line.ts';
import { returnReasonOf } from './wall-words.ts';

type OrderedBy = Input<'photo.orderRetake'>['orderedBy'];

/** 叫回重拍: by whose order and why, and before anything happens what will become of the old photo and of the record. */
export function RetakeDialog({
  line,
  onOrdered,
  onClose,
}: {
  readonly line: Judged;
  readonly onOrdered: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { candidacyId, version, fullName, className, captureId, status } = line;
  const [orderedBy, setOrderedBy] = useState<OrderedBy | null>(null);
  const [reason, setReason] = useState(returnReasonOf(line.gate ?? null));
  const order = useCommand('photo.orderRetake');
  const sheet = useDeskQuery('review.sheet', { candidacyId });
  const why =
    orderedBy === null ? '先选是谁要求重拍' : reason.trim().length < 2 ? '先写明原因，登记员和学生会看到' : null;
  const confirm = async (): Promise<void> => {
    if (orderedBy === null) return;
    const reply = await order.run({ candidacyId, version, orderedBy, reason: reason.trim() });
    if (reply.ok) onOrdered();
  };
  return (
    <Dialog
      title="叫回重拍"
      confirmLabel="叫回重拍"
      closedWhy={why}
      onConfirm={confirm}
      onClose={onClose}
      danger
      width={720}
    >
      <div className="retake">
        <span className="wall-photo">
          {captureId !== null && <PhotoImage captureId={captureId} alt={`${fullName} 本次照片`} />}
        </span>
        <div>
          <p>
            <PersonName name={fullName} size="title" /> <span className="second">{className}</span>{' '}
            <StatusMark status={status} />
          </p>
          <Radio.Group
            aria-label="谁要求重拍"
            value={orderedBy}
            onChange={(event) => setOrderedBy(event.target.value as OrderedBy)}
          >
            <Radio value="region">自治区要求</Radio>
            <Radio value="reviewer">审核员要求</Radio>
          </Radio.Group>
          <TextField
            label="原因"
            kind="lines"
            value={reason}
            onChange={setReason}
            maxLength={300}
            hint="登记员和学生看到的就是这句话"
          />
        </div>
      </div>
      <h3>办了以后</h3>
      <ol className="retake-steps">
        {whatFollows(status, sheet.value?.line.revision ?? null).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <FaultView fault={order.fault} />
    </Dialog>
  );
}
