import type { ReactNode } from 'react';
import { dayAndTime } from '../../ui/moments.ts';
import { StatusShape } from '../../ui/status-shapes.tsx';
import type { ApplicationSheet } from './application-line.ts';

const shapes = { done: 'tick', now: 'lock', later: 'hollow' } as const;
const words = { done: '已办', now: '正在这一步', later: '还没到' } as const;

/** The steps of the procedure as one line: what is done, where it lies, what comes; a step elsewhere says so. */
export function StepLine({ steps }: { readonly steps: ApplicationSheet['steps'] }): ReactNode {
  return (
    <ol className="step-line-of-application" aria-label="步骤">
      {steps.map((step) => (
        <li key={step.label} data-state={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <StatusShape shape={shapes[step.state]} />
          <span>
            <strong>{step.label}</strong>
            <span className="only-spoken">{words[step.state]}</span>
            <span className="hint">
              {step.at === null ? (step.elsewhere ? '在外单位办' : '') : `${step.who ?? ''} ${dayAndTime(step.at)}`}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
