import { Modal } from 'antd';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { PhotoBytes, PhotoImage } from '../../photo/photo-image.tsx';
import { ShotMeasures } from '../../photo/shot-measures.tsx';
import { usePerson } from '../../stores/session-store.ts';
import { KeyLayer } from '../../ui/key-layer.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import './photo-wall.css';

export type Enlarged = {
  readonly candidacyId: string;
  readonly captureId: string | null;
  readonly fullName: string;
  readonly className: string | null;
};

/**
 * One photo large, an earlier one beside it where there is one, and the measures with their bands. Arrows go on to the
 * next pupil, Space marks, Enter or Esc close.
 */
export function PhotoDialog({
  shown,
  words,
  onStep,
  onMark,
  isMarked = false,
  onClose,
}: {
  readonly shown: Enlarged;
  /** what was found, in whole sentences */
  readonly words: readonly string[];
  readonly onStep?: (by: 1 | -1) => void;
  readonly onMark?: () => void;
  readonly isMarked?: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { fullName, className, captureId } = shown;
  const heading = useRef<HTMLHeadingElement>(null);
  // the title, not the button that closes: Space marks
  const rest = (): void => heading.current?.focus();
  useLayoutEffect(rest, []);
  return (
    <Modal
      open
      centered
      width={1120}
      footer={null}
      onCancel={onClose}
      afterOpenChange={(isOpen) => {
        if (isOpen) rest();
      }}
      closable={{ 'aria-label': '关上' }}
      title={
        <h2 className="drawer-title" ref={heading} tabIndex={-1}>
          <PersonName name={fullName} size="title" /> {className && `· ${className}`}
        </h2>
      }
    >
      <KeyLayer>
        <PhotoKeys onStep={onStep} onMark={onMark} onClose={onClose} />
        <div className="enlarged">
          <div className="enlarged-photos">
            <figure className="now">
              <span className="wall-photo">
                {captureId === null ? '没有照片' : <PhotoImage captureId={captureId} alt={`${fullName} 本次照片`} />}
              </span>
              <figcaption>本次照片{isMarked && '：已标记，要退回'}</figcaption>
            </figure>
            <Reference shown={shown} />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className="enlarged-words" aria-label="检查和测得的数" tabIndex={0}>
            {words.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            {captureId !== null && <ShotMeasures captureId={captureId} />}
          </section>
        </div>
        <p className="hint">
          {onStep && '方向键换下一位，'}
          {onMark && '空格标记退回，'}回车或 Esc 回去
        </p>
      </KeyLayer>
    </Modal>
  );
}

/** The picture from the document or an earlier year: only for those who may see it, and where one is held. */
function Reference({ shown: { candidacyId, fullName } }: { readonly shown: Enlarged }): ReactNode {
  const isReviewer = usePerson()?.role === 'reviewer';
  const { value } = useDeskQuery('photo.reference', { candidacyId }, { enabled: isReviewer });
  if (!value) return null;
  return (
    <figure className="before">
      <span className="wall-photo">
        <PhotoBytes jpeg={value.jpeg} alt={`${fullName} ${value.what}`} />
      </span>
      <figcaption>
        {value.what}
        {value.takenAt && <span className="hint"> {dayAndTime(value.takenAt)}</span>}
      </figcaption>
    </figure>
  );
}

function PhotoKeys({
  onStep,
  onMark,
  onClose,
}: {
  readonly onStep: ((by: 1 | -1) => void) | undefined;
  readonly onMark: (() => void) | undefined;
  readonly onClose: () => void;
}): null {
  const step = (by: 1 | -1) => () => (onStep ? onStep(by) : false);
  useKeys({
    ArrowDown: step(1),
    ArrowRight: step(1),
    ArrowUp: step(-1),
    ArrowLeft: step(-1),
    Enter: onClose,
    Space: () => (onMark ? onMark() : onClose()),
  });
  return null;
}
