import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { PersonName } from '../../ui/person-name.tsx';

type Line = Output<'batch.check'>['unready'][number];

/** Records that do not go along, each with its reason and what to do. Nothing where all are ready. */
export function UnreadyLines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <section className="card unready" aria-label={title}>
      <h2 className="section-title">{title}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line.candidacyId}>
            <PersonName name={line.fullName} /> <span className="hint">{line.className}</span>：{line.sentence}
          </li>
        ))}
      </ul>
    </section>
  );
}
