import { Button } from 'antd';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { grabDocument } from '../../photo/grab-frame.ts';
import { PhotoBytes } from '../../photo/photo-image.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import type { ComparisonLine, PupilLine } from './sheet.ts';

/**
 * Which value holds, with the pupil's word and a picture of the document. The pupil's name and class stay in sight.
 * Without a live picture the document cannot be photographed: main decides whether that will do.
 */
export function SettleDialog({
  pupil,
  line,
  value,
  live,
  fault,
  onSettle,
  onClose,
}: {
  readonly pupil: PupilLine;
  readonly line: ComparisonLine;
  readonly value: 'roster' | 'document';
  /** the desk's own live picture; null where there is none */
  readonly live: RefObject<HTMLVideoElement | null> | null;
  readonly fault: Fault | null;
  readonly onSettle: (documentPicture: Uint8Array<ArrayBuffer> | null) => Promise<void>;
  readonly onClose: () => void;
}): ReactNode {
  const [picture, setPicture] = useState<Uint8Array<ArrayBuffer> | null>(null);
  const needsPicture = value === 'document' && live !== null;
  const holds = value === 'document' ? '以证件为准' : '以名册为准';
  return (
    <Dialog
      title={`${line.label}：${holds}`}
      confirmLabel={`学生已核对，${holds}`}
      closedWhy={needsPicture && picture === null ? '先拍下证件（空格）' : null}
      onConfirm={() => onSettle(picture)}
      onClose={onClose}
      width={680}
    >
      <p>
        <PersonName name={pupil.fullName} size="title" />{' '}
        <span className="second">
          {pupil.schoolName} {pupil.className}
        </span>
      </p>
      <table className="settle-values">
        <tbody>
          <tr data-holds={value === 'roster'}>
            <th scope="row">名册</th>
            <td>{line.rosterValue}</td>
          </tr>
          <tr data-holds={value === 'document'}>
            <th scope="row">证件</th>
            <td>{line.documentValue}</td>
          </tr>
        </tbody>
      </table>
      <p className="hint">两个值都会留存；登记表上写明采用哪一个，由学生签字。</p>
      {needsPicture && <DocumentCamera live={live} picture={picture} onPicture={setPicture} />}
      {value === 'document' && live === null && (
        <p className="second">现在没有实时画面，拍不了证件。接上摄像头后再办更稳妥。</p>
      )}
      <FaultView fault={fault} />
    </Dialog>
  );
}

function DocumentCamera({
  live,
  picture,
  onPicture,
}: {
  readonly live: RefObject<HTMLVideoElement | null>;
  readonly picture: Uint8Array<ArrayBuffer> | null;
  readonly onPicture: (picture: Uint8Array<ArrayBuffer> | null) => void;
}): ReactNode {
  const view = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    const element = view.current;
    if (element === null) return;
    element.srcObject = live.current?.srcObject ?? null;
    void element.play().catch(() => setTrouble('画面没有出来。关上再试一次'));
    return () => {
      element.srcObject = null;
    };
  }, [live]);
  const shoot = async () => {
    if (picture !== null) {
      onPicture(null);
      return;
    }
    if (view.current === null) return;
    const grabbed = await grabDocument(view.current);
    setTrouble(grabbed.ok ? null : grabbed.fault.sentence);
    if (grabbed.ok) onPicture(grabbed.value);
  };
  useKeys({ Space: () => void shoot() });
  return (
    <div className="document-camera">
      <div className="document-view">
        <video ref={view} muted playsInline data-hidden={picture !== null} />
        {picture !== null && <PhotoBytes jpeg={picture} alt="证件照片" />}
      </div>
      <div className="column">
        <p>把证件平放到镜头前，号码和照片都看得清，再按空格。</p>
        <Button onClick={() => void shoot()}>
          <span className="key-hint">空格 </span>
          {picture === null ? '拍下证件' : '重拍证件'}
        </Button>
        {trouble !== null && <p role="status">{trouble}</p>}
      </div>
    </div>
  );
}
