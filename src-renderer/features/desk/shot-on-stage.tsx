import type { ReactNode } from 'react';
import { PhotoBytes, PhotoImage } from '../../photo/photo-image.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { verdictLook } from './photo-words.ts';
import type { ShotWork } from './use-shots.ts';

/** The shot that was taken, in place of the live picture, with what the gate said of it: shape, word, colour. */
export function ShotOnStage({ shots, name }: { readonly shots: ShotWork; readonly name: string }): ReactNode {
  const look = shots.gate === null ? null : verdictLook(shots.gate);
  return (
    <div className="stage-shot">
      {shots.fresh !== null && (
        <PhotoBytes jpeg={shots.fresh.derived} alt={`${name} 本次照片`} onShown={shots.onShown} />
      )}
      {shots.fresh === null && shots.captureId !== null && (
        <PhotoImage captureId={shots.captureId} alt={`${name} 本次照片`} onShown={shots.onShown} />
      )}
      {look !== null && (
        <p className="shot-verdict" data-tone={look.tone} role="status">
          <StatusShape shape={look.shape} /> {look.word}
        </p>
      )}
    </div>
  );
}
