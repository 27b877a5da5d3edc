import type { ReactNode } from 'react';
import { StatusShape } from '../ui/status-shapes.tsx';
import './measure-bars.css';
import { bandInWords, barScale, measureInWords } from './measure-bar-scale.ts';

export type ShownMeasure = {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  /** the good band, null = open at that end */
  readonly from: number | null;
  readonly to: number | null;
  readonly holds: boolean;
};

/**
 * Each measure as a bar with its good part and a mark where it stands: people rather look than read. Those out of band
 * first; what is only noted, without a band, last and without a bar.
 */
export function MeasureBars({ measures }: { readonly measures: readonly ShownMeasure[] }): ReactNode {
  const order = measures.toSorted((one, other) => rank(one) - rank(other));
  return (
    <ul className="measure-bars">
      {order.map((measure) => (
        <MeasureBar key={measure.name} measure={measure} />
      ))}
    </ul>
  );
}

function rank({ holds, from, to }: ShownMeasure): number {
  return !holds ? 0 : from !== null || to !== null ? 1 : 2;
}

function MeasureBar({ measure }: { readonly measure: ShownMeasure }): ReactNode {
  const { label, value, unit, from, to, holds } = measure;
  const { goodFrom, goodTo, at } = barScale(value, from, to);
  return (
    <li data-holds={holds}>
      <span className="measure-name">
        <StatusShape shape={holds ? 'tick' : 'flag'} />
        {label}
        <span className="only-spoken">{holds ? '，在范围里' : '，超出范围'}</span>
      </span>
      {from === null && to === null ? (
        <span className="hint">只记下</span>
      ) : (
        <span className="measure-track" aria-hidden="true">
          <span
            className="measure-good"
            style={{ insetInlineStart: `${goodFrom * 100}%`, inlineSize: `${(goodTo - goodFrom) * 100}%` }}
          />
          <span className="measure-at" style={{ insetInlineStart: `${at * 100}%` }} />
        </span>
      )}
      <span className="measure-value figures">
        {measureInWords(value, unit)}
        <span className="hint">{bandInWords(from, to, unit)}</span>
      </span>
    </li>
  );
}
