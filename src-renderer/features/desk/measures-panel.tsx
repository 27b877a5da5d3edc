import { type ReactNode, useId, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { MeasureBars } from '../../photo/measure-bars.tsx';
import { FaultView } from '../../ui/fault-view.tsx';

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
      <div id={id}>{isOpen && <Measures captureId={captureId} />}</div>
    </section>
  );
}

function Measures({ captureId }: { readonly captureId: string }): ReactNode {
  const { value, fault, loading } = useDeskQuery('photo.measures', { captureId });
  if (value === undefined) return loading ? <p className="hint">正在读</p> : <FaultView fault={fault} />;
  if (value.measures.length === 0) return <p className="hint">这一张没有测量过，由审核员看。</p>;
  return (
    <>
      <div className="measures-scroll">
        <MeasureBars measures={value.measures} />
      </div>
      <p className="hint">
        照片规格版本 {value.profileEdition}
        {value.agrees ? '，重算结论一致' : '，重算结论与当时不同：告诉管理员'}
      </p>
    </>
  );
}
