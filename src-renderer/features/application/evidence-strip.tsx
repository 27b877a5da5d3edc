import type { ReactNode } from 'react';
import { ToneMark } from '../../ui/status-mark.tsx';
import type { ApplicationSheet } from './application-line.ts';
import { EvidencePageImage } from './evidence-page-image.tsx';

/** The evidence as small pages; what is still missing is named before it. Enter on a page opens it large. */
export function EvidenceStrip({
  sheet,
  onView,
}: {
  readonly sheet: Pick<ApplicationSheet, 'evidence' | 'evidenceNeeded'>;
  readonly onView: (evidenceId: string, position: number) => void;
}): ReactNode {
  const { evidence, evidenceNeeded } = sheet;
  const given = evidenceNeeded.filter((one) => one.given).length;
  if (evidence.length === 0 && evidenceNeeded.length === 0) return <section aria-label="材料" />;
  return (
    <section aria-label="材料">
      <h3>
        材料{evidenceNeeded.length > 0 && ` ${given} / ${evidenceNeeded.length}`}
        {evidence.length > 0 && <span className="hint"> 回车放大</span>}
      </h3>
      {evidenceNeeded.map((one) =>
        one.given ? null : (
          <p key={one.kind}>
            <ToneMark tone="returned" shape="back" word={`还差 ${one.label}`} />
          </p>
        ),
      )}
      <ul className="evidence-strip">
        {evidence.flatMap((item) =>
          item.pages.map((page) => (
            <li key={`${item.evidenceId}:${page.position}`}>
              <button
                type="button"
                data-evidence={`${item.evidenceId}:${page.position}`}
                onClick={() => onView(item.evidenceId, page.position)}
              >
                <EvidencePageImage
                  evidenceId={item.evidenceId}
                  page={page}
                  alt={`${item.kindLabel} 第 ${page.position} 页`}
                />
                <span>
                  {item.kindLabel}
                  {item.pages.length > 1 && ` ${page.position} / ${item.pages.length}`}
                </span>
              </button>
            </li>
          )),
        )}
      </ul>
    </section>
  );
}
