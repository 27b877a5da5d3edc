import { type ReactNode, useEffect, useRef } from 'react';
import type { Finding } from '#shared/domain/finding.ts';
import { announce } from './announce.ts';
import { StatusShape } from './status-shapes.tsx';

/** Clauses as people cite them; rules of the house are never shown as a clause. */
export function basisWords(finding: Finding): string {
  return finding.clauses.length === 0 ? '本系统规则' : finding.clauses.map((clause) => clause.shownAs).join('、');
}

/** Findings worth showing: what fails or is not known. */
export function openFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.verdict !== 'pass');
}

function toneOf(finding: Finding): 'refused' | 'returned' | 'setAside' {
  if (finding.consequence === 'block') return 'refused';
  return finding.consequence === 'flag' ? 'setAside' : 'returned';
}

const shapes = { refused: 'stop', returned: 'back', setAside: 'flag' } as const;
const consequences = { block: '不能办', hold: '先等着', flag: '带标记继续', warn: '要写明原因' } as const;

/** All findings at once: what it is, with which value, basis, next step. Passes are left out. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  return (
    <ul className="finding-list">
      {openFindings(findings).map((finding) => {
        const tone = toneOf(finding);
        return (
          <li key={`${finding.ruleId}:${finding.field ?? ''}`} data-tone={tone}>
            <p className="finding-fact">
              <span className="tone-mark" data-tone={tone}>
                <StatusShape shape={shapes[tone]} />
                {finding.consequence ? consequences[finding.consequence] : finding.title}
              </span>{' '}
              {finding.sentence}
            </p>
            <p className="finding-basis">依据 {basisWords(finding)}</p>
            {finding.next !== '' && <p className="finding-next">下一步：{finding.next}</p>}
          </li>
        );
      })}
    </ul>
  );
}

/**
 * The panel of a refusal: it stays on the page, takes the focus once, is spoken at once, and names fact, clause, next
 * step and who does it. Never a toast.
 */
export function FindingPanel({
  title,
  findings,
  takeFocus = true,
}: {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly takeFocus?: boolean;
}): ReactNode {
  const panel = useRef<HTMLElement>(null);
  const spoken = `${title}：${openFindings(findings)
    .map((finding) => `${finding.sentence}。${finding.next}`)
    .join('；')}`;
  useEffect(() => {
    announce(spoken, 'assertive');
    if (takeFocus) panel.current?.focus();
  }, [spoken, takeFocus]);
  return (
    <section ref={panel} className="finding-panel" tabIndex={-1} aria-label={title}>
      <h2>
        <StatusShape shape="stop" />
        {title}
      </h2>
      <FindingList findings={findings} />
    </section>
  );
}
