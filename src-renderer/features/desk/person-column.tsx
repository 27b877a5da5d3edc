import type { InputRef } from 'antd';
import type { ReactNode, RefObject } from 'react';
import type { ReasonDraft } from '../../bridge/use-reason-draft.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { FindingList, openFindings } from '../../ui/finding-panel.tsx';
import { clockSeconds } from '../../ui/moments.ts';
import { SavedSign } from '../../ui/saved-sign.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { DocumentRow } from './document-row.tsx';
import { LookAlikePanel } from './look-alike-panel.tsx';
import { MeasuresPanel } from './measures-panel.tsx';
import { MobileRow } from './mobile-row.tsx';
import { PersonHead } from './person-head.tsx';
import { ReasonField } from './reason-field.tsx';
import { asksReason, type ComparisonLine, type DeskSheet, stillToDo } from './sheet.ts';
import type { CardWork } from './use-card.ts';
import type { DraftWork } from './use-draft.ts';
import type { ShotWork } from './use-shots.ts';

type PersonColumnProps = {
  readonly sheet: DeskSheet;
  readonly draft: DraftWork;
  readonly shots: ShotWork;
  readonly card: CardWork;
  readonly onHoldCard: () => void;
  readonly onDropCard: () => void;
  readonly closedWhy: string | null;
  readonly lastFourField: RefObject<InputRef | null>;
  readonly reason: ReasonDraft;
  readonly onSettle: (line: ComparisonLine, value: 'roster' | 'document') => void;
  readonly onRest: () => void;
  /** refusal of the last act on this pupil */
  readonly children: ReactNode;
};

/** Name, class and pictures always together on top; below, the document held against the roster and what is checked. */
export function PersonColumn(props: PersonColumnProps): ReactNode {
  const { sheet, draft, shots, card, closedWhy, lastFourField, reason, onSettle, onRest, children } = props;
  const { onHoldCard, onDropCard } = props;
  return (
    <section className="person-column" aria-label="学生">
      <PersonHead sheet={sheet} shots={shots} card={card} onHoldCard={onHoldCard} onDropCard={onDropCard} />
      <LookAlikePanel pupil={sheet.line} shots={shots} />
      {children}
      {sheet.returnReason !== null && (
        <p className="returned-line">
          <StatusShape shape="back" /> 退回原因：{sheet.returnReason}
        </p>
      )}
      {draft.restoredFrom !== null && <p className="hint">接着上次的办：资料存到 {clockSeconds(draft.restoredFrom)}</p>}
      <DocumentRow
        lastFour={draft.reading.lastFour ?? ''}
        lastFourField={lastFourField}
        documentState={draft.documentState}
        documentTypeLabel={sheet.documentTypeLabel}
        closedWhy={closedWhy}
        onLastFour={(lastFour) => draft.change({ lastFour: lastFour === '' ? null : lastFour })}
        onState={draft.changeState}
        onLeave={() => void draft.flush()}
        onDone={onRest}
      />
      <ComparisonTable
        lines={sheet.comparisons}
        reading={draft.reading}
        seen={draft.documentState !== null && draft.documentState !== 'missing'}
        closedWhy={closedWhy}
        onChange={draft.change}
        onSettle={onSettle}
        onLeave={() => {
          void draft.flush();
          // the field that was left is gone: the focus rests on the picture unless it was taken somewhere else
          requestAnimationFrame(() => {
            if (document.activeElement === document.body) onRest();
          });
        }}
      />
      {asksReason(sheet) && closedWhy === null && (
        <ReasonField reason={reason.text} foundHint={reason.foundHint} onReason={reason.change} />
      )}
      <Checks sheet={sheet} isClosed={closedWhy !== null} />
      {shots.captureId !== null && <MeasuresPanel key={shots.captureId} captureId={shots.captureId} />}
      <MobileRow sheet={sheet} />
      <FaultView fault={draft.fault} whileTyping />
      <p className="saved-line">
        <SavedSign />
      </p>
    </section>
  );
}

/** What is still to be done in one line; what stands against the act in full: value, clause, next step. */
function Checks({ sheet, isClosed }: { readonly sheet: DeskSheet; readonly isClosed: boolean }): ReactNode {
  const open = openFindings(sheet.findings);
  const todo = stillToDo(open);
  const against = open.filter((finding) => !todo.includes(finding));
  return (
    <section className="checks" aria-label="检查">
      {against.length > 0 && <FindingList findings={against} />}
      {!isClosed && todo.length > 0 && (
        <p className="to-do">
          <span className="hint">还要办</span>
          {todo.map((finding) => (
            <span key={finding.ruleId} className="to-do-one">
              <StatusShape shape="hollow" /> {finding.next}
            </span>
          ))}
        </p>
      )}
      {open.length === 0 && (
        <p className="passed">
          <StatusShape shape="tick" /> 检查都符合
        </p>
      )}
    </section>
  );
}
