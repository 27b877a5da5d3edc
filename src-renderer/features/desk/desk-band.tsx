import { Button } from 'antd';
import type { ReactNode } from 'react';
import { PersonName } from '../../ui/person-name.tsx';
import { focusSearchBox } from '../../ui/search-box.tsx';
import type { PupilLine } from './sheet.ts';

/** A line across the page that needs an answer. */
export type Question =
  | { readonly kind: 'pending'; readonly open: PupilLine; readonly wanted: PupilLine }
  | { readonly kind: 'unknown'; readonly text: string; readonly open: PupilLine | null }
  | { readonly kind: 'several'; readonly pupils: readonly PupilLine[] };
/** One line across the page that needs an answer or tells what was done; it never covers anything. */
export type Band = Question | { readonly kind: 'said'; readonly sentence: string };

export function DeskBand({
  band,
  onComplete,
  onCall,
  onAssisted,
  onOwnDocument,
  onClose,
}: {
  readonly band: Band;
  readonly onComplete: () => void;
  readonly onCall: (candidacyId: string) => void;
  readonly onAssisted: () => void;
  readonly onOwnDocument: (text: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <div className="desk-band" role="status" data-kind={band.kind}>
      {band.kind === 'said' && <p>{band.sentence}</p>}
      {band.kind === 'pending' && (
        <>
          <p>
            <PersonName name={band.open.fullName} /> 还没完成。
          </p>
          <Button onClick={onComplete}>
            <span className="key-hint">回车 </span>完成
          </Button>
          <Button onClick={() => onCall(band.wanted.candidacyId)}>
            <span className="key-hint">Esc </span>先放一放，换 {band.wanted.fullName}
          </Button>
        </>
      )}
      {band.kind === 'unknown' && (
        <>
          <p>
            名册里没有末四位 <strong className="figures">{band.text.slice(-4)}</strong> 的人。
          </p>
          <Button
            onClick={() => {
              onClose();
              focusSearchBox();
            }}
          >
            按姓名找
          </Button>
          <Button onClick={onAssisted}>当面补录</Button>
          {band.open !== null && (
            <Button onClick={() => onOwnDocument(band.text)}>是 {band.open.fullName} 的证件，与名册不同</Button>
          )}
        </>
      )}
      {band.kind === 'several' && (
        <>
          <p>这个号码对得上 {band.pupils.length} 个人：</p>
          {band.pupils.map((pupil) => (
            <Button key={pupil.candidacyId} onClick={() => onCall(pupil.candidacyId)}>
              {pupil.fullName} {pupil.className} 末四位 {pupil.documentLastFour}
            </Button>
          ))}
        </>
      )}
      {band.kind !== 'pending' && (
        <Button type="text" onClick={onClose}>
          知道了
        </Button>
      )}
    </div>
  );
}
