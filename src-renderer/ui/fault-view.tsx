import { Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { announce } from './announce.ts';
import { FindingPanel } from './finding-panel.tsx';
import { StatusShape, type StatusShapeName } from './status-shapes.tsx';
import type { Tone } from './tokens.ts';

/** One sentence for a fault, where there is room for no more (a list line, a spoken result). */
export function faultSentence(fault: Fault): string {
  switch (fault.kind) {
    case 'invalid':
      return fault.problems.map((problem) => problem.message).join('；');
    case 'refused':
      return `${fault.title}：${fault.findings.map((finding) => finding.sentence).join('；')}`;
    case 'broken':
      return `这一步没有完成，编号 ${fault.reference}。已填的都在`;
    default:
      return fault.message;
  }
}

type FaultViewProps = {
  readonly fault: Fault | null;
  /** leads to a field named in an `invalid` fault */
  readonly onField?: (field: string) => void;
  /** stale: shows the new state */
  readonly onReload?: () => void;
  /** of a save that runs beside the typing: it is said and shown, and the hand keeps its field */
  readonly whileTyping?: boolean;
};

/** Why an act did not go through, on the page where it happened; the input stays. null = nothing. */
export function FaultView({ fault, onField, onReload, whileTyping = false }: FaultViewProps): ReactNode {
  if (fault === null) return null;
  switch (fault.kind) {
    case 'refused':
      return <FindingPanel title={fault.title} findings={fault.findings} />;
    case 'invalid':
      return (
        <FaultBand
          whileTyping={whileTyping}
          tone="refused"
          shape="stop"
          title="还有几处要改"
          spoken={faultSentence(fault)}
        >
          <ul>
            {fault.problems.map((problem) => (
              <li key={`${problem.field}:${problem.message}`}>
                {onField && problem.field !== '' ? (
                  <Button type="link" onClick={() => onField(problem.field)}>
                    {problem.message}
                  </Button>
                ) : (
                  problem.message
                )}
              </li>
            ))}
          </ul>
        </FaultBand>
      );
    case 'stale':
      return (
        <FaultBand whileTyping={whileTyping} tone="returned" shape="back" title="内容已变" spoken={fault.message}>
          <p>{fault.message}</p>
          {onReload && <Button onClick={onReload}>看新内容</Button>}
        </FaultBand>
      );
    case 'broken':
      return (
        <FaultBand
          whileTyping={whileTyping}
          tone="refused"
          shape="stop"
          title={`这一步没有完成，编号 ${fault.reference}`}
          spoken={faultSentence(fault)}
        >
          <p>{fault.message}</p>
          <p>已填的都在。把编号告诉管理员，可以先办下一位。</p>
          <Button onClick={() => void navigator.clipboard?.writeText(fault.reference)}>复制编号</Button>
        </FaultBand>
      );
    default:
      return (
        <FaultBand
          whileTyping={whileTyping}
          tone="returned"
          shape="flag"
          title={fault.kind === 'locked' ? '屏幕已锁' : '现在不能办'}
          spoken={fault.message}
        >
          <p>{fault.message}</p>
        </FaultBand>
      );
  }
}

function FaultBand({
  whileTyping,
  tone,
  shape,
  title,
  spoken,
  children,
}: {
  readonly whileTyping: boolean;
  readonly tone: Tone;
  readonly shape: StatusShapeName;
  readonly title: string;
  readonly spoken: string;
  readonly children: ReactNode;
}): ReactNode {
  const band = useRef<HTMLElement>(null);
  useEffect(() => {
    announce(spoken, 'assertive');
    if (!whileTyping) band.current?.focus();
  }, [spoken, whileTyping]);
  return (
    <section ref={band} className="fault-band" data-tone={tone} tabIndex={-1} aria-label={title}>
      <h2>
        <StatusShape shape={shape} />
        {title}
      </h2>
      {children}
    </section>
  );
}
