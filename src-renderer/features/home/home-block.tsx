import type { ReactNode } from 'react';
import type { StatusShapeName } from '../../ui/status-shapes.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import type { Tone } from '../../ui/tokens.ts';

export type HomeLine = {
  readonly text: string;
  readonly note?: string;
  /** a number, or words where there may be more than were counted */
  readonly count?: number | string;
  readonly tone?: Tone;
  readonly shape?: StatusShapeName;
  readonly onOpen?: () => void;
};

/** One of the three blocks of every home. Done lines are plain; what can be opened is a button over the whole row. */
export function HomeBlock({
  title,
  lines,
  empty,
}: {
  readonly title: string;
  readonly lines: readonly HomeLine[];
  readonly empty: string;
}): ReactNode {
  return (
    <section className="card home-block" aria-label={title}>
      <h2>{title}</h2>
      {lines.length === 0 && <p className="second">{empty}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.text}>
            {line.onOpen ? (
              <button type="button" onClick={line.onOpen} className="home-line">
                <Line line={line} />
              </button>
            ) : (
              <div className="home-line">
                <Line line={line} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ line }: { readonly line: HomeLine }): ReactNode {
  return (
    <>
      <span className="home-words">
        {line.shape && (
          <span className="tone-mark" data-tone={line.tone ?? 'waiting'}>
            <StatusShape shape={line.shape} />
          </span>
        )}
        <span>{line.text}</span>
        {line.note && <span className="hint home-note">{line.note}</span>}
      </span>
      {line.count !== undefined && <strong className="figures home-count">{line.count}</strong>}
    </>
  );
}
