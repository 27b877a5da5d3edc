import { type ReactNode, useId, useState } from 'react';
import { ShotMeasures } from '../../photo/shot-measures.tsx';

/** What was measured on the shot, on demand: value, the band that is good, and whether it holds. */
export function MeasuresPanel({ captureId }: { readonly captureId: string }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <section className="measures">
      <button
        type="button"
        className="text-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        照片的测量值 {isOpen ? '▾' : '▸'}
      </button>
      <div id={id} className="measures-scroll">
        {isOpen && <ShotMeasures captureId={captureId} />}
      </div>
    </section>
  );
}
