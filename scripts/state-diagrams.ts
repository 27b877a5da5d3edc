import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationStates, applicationTransitions, isFinal } from '../shared/domain/application-status.ts';
import { type BatchAct, batchStates, batchTransitions } from '../shared/domain/batch-status.ts';
import { candidacyActs, candidacyStatuses, nextStatus } from '../shared/domain/candidacy-status.ts';
import { isSideBySide } from '../shared/domain/procedure-step.ts';
import { applicationActLabel, applicationStateLabel, stepLabel } from '../shared/labels/application.ts';
import { batchActLabel, batchStateLabel } from '../shared/labels/batch.ts';
import { candidacyActLabel } from '../shared/labels/candidacy-act.ts';
import { candidacyStatusLabel } from '../shared/labels/status.ts';
import { type Procedure, procedures } from '../shared/regulation/procedures.ts';

/** Where the page lives; tests/domain/state-diagrams.test.ts compares it with `statesPage()`. */
export const statesFile = join(import.meta.dirname, '../docs/states.md');

/** docs/states.md as it should be: mermaid diagrams of a candidacy, of an application, of a batch, and of every procedure's chain. */
export function statesPage(): string {
  return [
    '# 状态图',
    '',
    '由 `node scripts/state-diagrams.ts` 写出，不手改；`tests/domain/state-diagrams.test.ts` 核对。图和程序用同一张表。',
    '',
    '## 考籍',
    '',
    ...diagram([
      ...candidacyStatuses.map((status) => named(status, candidacyStatusLabel(status))),
      ...candidacyArrows(),
    ]),
    '## 业务件',
    '',
    '“办理中”按业务的步骤一步一步走，同意最后一步才办结。',
    '',
    ...diagram([
      '[*] --> draft',
      ...applicationStates.map((state) => named(state, applicationStateLabel(state))),
      ...applicationArrows(),
      ...applicationStates.filter(isFinal).map((state) => `${state} --> [*]`),
    ]),
    '## 批次',
    '',
    '里面的每一份放行以后各走各的：见考籍。',
    '',
    ...diagram([
      '[*] --> prepared: 装批',
      ...batchStates.map((state) => named(state, batchStateLabel(state))),
      ...batchStates.flatMap((state) =>
        Object.entries(batchTransitions[state]).map(
          ([act, next]) => `${state} --> ${next}: ${batchActLabel(act as BatchAct)}`,
        ),
      ),
    ]),
    ...Object.values<Procedure>(procedures).flatMap(procedureDiagram),
  ].join('\n');
}

function candidacyArrows(): string[] {
  return candidacyStatuses.flatMap((status) =>
    candidacyActs.flatMap((act) => {
      const next = nextStatus(status, act);
      return next === null ? [] : [`${status} --> ${next}: ${candidacyActLabel(act)}`];
    }),
  );
}

function applicationArrows(): string[] {
  return applicationStates.flatMap((state) =>
    Object.entries(applicationTransitions[state]).flatMap(([act, target]) => {
      const word = applicationActLabel(act as Parameters<typeof applicationActLabel>[0]);
      if (target !== 'next') return [`${state} --> ${target}: ${word}`];
      if (act === 'application.agree')
        return [`${state} --> atStep: ${word}，还有下一步`, `${state} --> carriedOut: ${word}，是最后一步`];
      if (act === 'application.submit')
        return [`${state} --> atStep: ${word}`, `${state} --> waitingForWindow: ${word}，窗口没有开`];
      return [`${state} --> atStep: ${word}`];
    }),
  );
}

function procedureDiagram({ label, steps }: Procedure): string[] {
  const arrows = steps.map(({ kind, onlyFor }, index) => {
    const next = steps[index + 1]?.kind ?? '[*]';
    const only = onlyFor === undefined ? '' : onlyFor === 'enrolled' ? ': 只在校生' : ': 只社会考生';
    return `${kind} --> ${next}${only}`;
  });
  // a step of the other kind of candidate is passed by
  const around = steps.flatMap(({ onlyFor }, index) => {
    const before = steps[index - 1]?.kind;
    const other = onlyFor === 'enrolled' ? '社会考生' : '在校生';
    return onlyFor === undefined || before === undefined
      ? []
      : [`${before} --> ${steps[index + 1]?.kind ?? '[*]'}: ${other}`];
  });
  const names = steps.map(({ kind, clauses }) => named(kind, [stepLabel(kind), ...clauses].join(' ')));
  const aside = steps.filter(({ kind }) => isSideBySide(kind)).map(({ kind }) => stepLabel(kind));
  const order = aside.length > 0 ? [`${aside.join('、')}不分先后，都同意了才往下走。`, ''] : [];
  return [`## ${label}`, '', ...order, ...diagram([...names, `[*] --> ${steps[0].kind}`, ...arrows, ...around])];
}

function named(state: string, words: string): string {
  return `state "${words}" as ${state}`;
}

function diagram(lines: readonly string[]): string[] {
  return ['```mermaid', 'stateDiagram-v2', ...lines.map((line) => `  ${line}`), '```', ''];
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(statesFile, statesPage());
  console.log(`wrote ${statesFile}`);
}
