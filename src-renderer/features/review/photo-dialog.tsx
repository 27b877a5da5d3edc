import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { KeyLayer } from '../../ui/key-layer.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import type { ReviewLine } from './review-line.ts';

/** The photo as large as the screen lets it be; arrows go on to the next pupil, Enter or Esc close. */
export function PhotoDialog({
  line,
  onStep,
  onClose,
}: {
  readonly line: ReviewLine;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal
      open
      centered
      width={720}
      footer={null}
      onCancel={onClose}
      closable={{ 'aria-label': '关上' }}
      title={
        <h2 className="drawer-title">
          <PersonName name={line.fullName} size="title" /> · {line.schoolName} {line.className}
        </h2>
      }
    >
      <KeyLayer>
        <PhotoKeys onStep={onStep} onClose={onClose} />
        <div className="large-photo">
          {line.captureId === null ? (
            <p>没有照片</p>
          ) : (
            <PhotoImage captureId={line.captureId} alt={`${line.fullName} 本次照片`} />
          )}
        </div>
        <p className="hint">↑↓ 换下一位，回车或 Esc 回去</p>
        <ul>
          {line.findingSentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </KeyLayer>
    </Modal>
  );
}

function PhotoKeys({ onStep, onClose }: { readonly onStep: (by: 1 | -1) => void; readonly onClose: () => void }): null {
  useKeys({
    ArrowDown: () => onStep(1),
    ArrowRight: () => onStep(1),
    ArrowUp: () => onStep(-1),
    ArrowLeft: () => onStep(-1),
    Enter: onClose,
    Space: onClose,
  });
  return null;
}
