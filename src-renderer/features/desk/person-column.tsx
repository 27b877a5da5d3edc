import type { InputRef } from 'antd';
import type { ReactNode, RefObject } from 'react';
import { call } from '../../bridge/call.ts';
import type { ReasonDraft } from '../../bridge/use-reason-draft.ts';
import { PhotoBytes, PhotoImage } from '../../photo/photo-image.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { FindingList, openFindings } from '../../ui/finding-panel.tsx';
import { MaskedNumber } from '../../ui/masked-number.tsx';
import { clockSeconds } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { SavedSign } from '../../ui/saved-sign.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { StatusShape } from '../../ui/status-shapes.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import { DocumentRow } from './document-row.tsx';
import { ReasonField } from './reason-field.tsx';
import { asksReason, type ComparisonLine, type DeskSheet, fieldValue, stillToDo } from './sheet.ts';
import type { DraftWork } from './use-draft.ts';
import type { ShotWork } from './use-shots.ts';

type PersonColumnProps = {
  readonly sheet: DeskSheet;
  readonly draft: DraftWork;
  readonly shots: ShotWork;
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
  const { sheet, draft, shots, closedWhy, lastFourField, reason, onSettle, onRest, children } = props;
  return (
    <section className="person-column" aria-label="学生">
      <Head sheet={sheet} shots={shots} />
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
      <FaultView fault={draft.fault} />
      <p className="saved-line">
        <SavedSign />
      </p>
    </section>
  );
}

function Head({ sheet, shots }: { readonly sheet: DeskSheet; readonly shots: ShotWork }): ReactNode {
  const { line } = sheet;
  const reveal = (which: 'documentNumber' | 'enrolmentNo') => async () => {
    const reply = await call('desk.revealNumber', { candidacyId: line.candidacyId });
    return reply.ok ? reply.value[which] : null;
  };
  const facts = [
    fieldValue(sheet, 'sex'),
    fieldValue(sheet, 'ethnicity'),
    line.birthDate,
    line.schoolName,
    line.className,
  ];
  const older = sheet.shots.filter((shot) => shot.captureId !== shots.captureId).slice(0, 3);
  return (
    <div className="person-head">
      <div className="person-facts">
        <p className="person-desk-name">
          <PersonName name={line.fullName} size="desk" />
          <StatusMark status={line.status} held={line.held} absence={line.absence} />
        </p>
        <p>{facts.filter(Boolean).join(' · ')}</p>
        <p className="number-line">
          <span className="hint">{sheet.documentTypeLabel}</span>
          <MaskedNumber masked={sheet.documentMasked} onReveal={reveal('documentNumber')} />
        </p>
        {sheet.enrolmentNoMasked !== null && (
          <p className="number-line">
            <span className="hint">学籍号</span>
            <MaskedNumber masked={sheet.enrolmentNoMasked} />
          </p>
        )}
        {sheet.candidacyNoMasked !== null && (
          <p className="number-line">
            <span className="hint">考籍号</span>
            <MaskedNumber masked={sheet.candidacyNoMasked} />
          </p>
        )}
      </div>
      <figure className="person-photo">
        <div className="photo-frame">
          {shots.fresh !== null && <PhotoBytes jpeg={shots.fresh.derived} alt={`${line.fullName} 本次照片`} />}
          {shots.fresh === null && shots.captureId !== null && (
            <PhotoImage captureId={shots.captureId} alt={`${line.fullName} 本次照片`} />
          )}
          {shots.fresh === null && shots.captureId === null && <span>还没有拍</span>}
        </div>
        <figcaption>本次照片</figcaption>
        {older.length > 0 && (
          <div className="older-shots">
            {older.map((shot) => (
              <button
                key={shot.captureId}
                type="button"
                tabIndex={-1}
                aria-label={`改用 ${clockSeconds(shot.takenAt)} 拍的照片`}
                onClick={() => shots.choose(shot.captureId)}
              >
                <PhotoImage
                  captureId={shot.captureId}
                  alt={`${line.fullName} ${clockSeconds(shot.takenAt)} 拍的照片`}
                />
              </button>
            ))}
          </div>
        )}
      </figure>
    </div>
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
