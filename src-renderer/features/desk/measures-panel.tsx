import { type ReactNode, useId, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';

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
      <div id={id}>{isOpen && <MeasureTable captureId={captureId} />}</div>
    </section>
  );
}

function MeasureTable({ captureId }: { readonly captureId: string }): ReactNode {
  const { value, fault, loading } = useDeskQuery('photo.measures', { captureId });
  if (value === undefined) return loading ? <p className="hint">正在读</p> : <FaultView fault={fault} />;
  if (value.measures.length === 0) return <p className="hint">这一张没有测量过，由审核员看。</p>;
  return (
    <>
      <div className="measures-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">测得</th>
              <th scope="col">要求</th>
              <th scope="col">结果</th>
            </tr>
          </thead>
          <tbody>
            {value.measures.toSorted(wrongFirst).map(({ name, label, value: measured, unit, from, to, holds }) => (
              <tr key={name} data-holds={holds}>
                <th scope="row">{label}</th>
                <td className="figures">{withUnit(measured, unit)}</td>
                <td className="figures">{band(from, to)}</td>
                <td>
                  <StatusShape shape={holds ? 'tick' : 'stop'} /> {holds ? '符合' : '不符'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">
        照片规格版本 {value.profileEdition}
        {value.agrees ? '，重算结论一致' : '，重算结论与当时不同：告诉管理员'}
      </p>
    </>
  );
}

function wrongFirst(one: { readonly holds: boolean }, other: { readonly holds: boolean }): number {
  return Number(one.holds) - Number(other.holds);
}

function withUnit(value: number, unit: string): string {
  return `${figure(value)}${unit === '' ? '' : ` ${unit}`}`;
}

function band(from: number | null, to: number | null): string {
  if (from !== null && to !== null) return `${figure(from)}–${figure(to)}`;
  if (from !== null) return `≥ ${figure(from)}`;
  return to === null ? '不限' : `≤ ${figure(to)}`;
}

/** Three figures say enough of any measure; whole numbers stay whole. */
function figure(value: number): string {
  return Number.isInteger(value) ? `${value}` : `${Number(value.toPrecision(3))}`;
}
