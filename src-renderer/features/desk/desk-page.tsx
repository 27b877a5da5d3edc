import { Button, type InputRef } from 'antd';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { call } from '../../bridge/call.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { go, usePageParams } from '../../stores/navigation-store.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { useScanner } from '../../ui/scanner.ts';
import { useKeys } from '../../ui/use-keys.ts';
import './queue.css';
import './stage.css';
import './person.css';
import './comparison.css';
import './desk.css';
import { type Band, DeskBand } from './desk-band.tsx';
import { DeskBar } from './desk-bar.tsx';
import { DeskDialogs, type OpenDialog } from './desk-dialogs.tsx';
import { PersonColumn } from './person-column.tsx';
import { isRefused } from './photo-words.ts';
import { QueueColumn } from './queue-column.tsx';
import { step } from './queue-order.ts';
import { scanOutcome } from './scan-outcome.ts';
import { closedReason, unsettled } from './sheet.ts';
import { Stage } from './stage.tsx';
import { useDeskActs } from './use-desk-acts.ts';
import { useDeskPeople } from './use-desk-people.ts';
import { useDeskSource } from './use-desk-source.ts';
import { useDraft } from './use-draft.ts';
import { useFinish } from './use-finish.ts';
import { useShots } from './use-shots.ts';

/**
 * The desk (考籍注册 at the county, clause 1.3.3): who is next, the picture, the document against the roster. Space only
 * takes pictures, Enter only completes, a scan only calls pupils.
 */
export function DeskPage(): ReactNode {
  const params = usePageParams();
  const people = useDeskPeople(params);
  const { sheet, current, judge } = people;
  const [band, setBand] = useState<Band | null>(null);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const source = useDeskSource(current);
  const draft = useDraft(sheet, current, judge);
  const shots = useShots(sheet, current, { ...source, video: source.preview.video }, people.reload, (lost) => {
    const name = people.pupils.find(({ candidacyId }) => candidacyId === lost)?.fullName ?? '上一位';
    setBand({ kind: 'said', sentence: `${name} 刚拍的那张没有留下：拍的时候换了人，或没有存上。再叫一次重拍` });
  });
  const stage = useRef<HTMLElement>(null);
  const lastFourField = useRef<InputRef>(null);
  const reason = useReasonDraft('deskReason', current);
  useBasis(sheet?.line.fullName ?? '登记', sheet?.findings ?? []);

  const rest = (): void => stage.current?.focus();
  const onCalled = useEffectEvent(() => {
    finishing.clear();
    acts.clear();
    setSecondAfterShot(false);
    rest();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newly called pupil gets a clean page and the focus rests
  useEffect(() => onCalled(), [current]);

  const hasDialog = dialog !== null;
  useEffect(() => {
    // once the dialog is really gone: what it was opened from may be gone as well
    if (!hasDialog) requestAnimationFrame(() => stage.current?.focus());
  }, [hasDialog]);

  const callPupil = (candidacyId: string | null): void => {
    setBand(null);
    if (candidacyId !== null && candidacyId !== current) people.call(candidacyId);
    else rest();
  };

  const focusDifference = (): void => {
    const open = [...document.querySelectorAll<HTMLElement>('.comparison tr[data-open="true"] .settle-button')];
    const at = open.indexOf(document.activeElement as HTMLElement);
    open[(at + 1) % open.length]?.focus();
    if (open.length === 0) setBand({ kind: 'said', sentence: '没有未选定的不同' });
  };

  const finishing = useFinish({ people, shots, draft, reason, band, setBand, callPupil, focusDifference });
  const acts = useDeskActs(sheet, setBand);
  const { finish } = finishing;

  const onScan = useEffectEvent(async (text: string) => {
    const reply = await call('desk.search', { text, limit: 6 });
    if (!reply.ok) return;
    const outcome = scanOutcome(text, reply.value, sheet);
    if (outcome.kind === 'ownDocument') draft.change({ documentNumber: outcome.documentNumber });
    else if (outcome.kind === 'same') setBand({ kind: 'said', sentence: `扫到的就是 ${sheet?.line.fullName}` });
    else if (outcome.kind === 'unknown') setBand({ kind: 'unknown', text, open: sheet?.line ?? null });
    else if (outcome.kind === 'several') setBand({ kind: 'several', pupils: outcome.pupils });
    else if (sheet !== null && shots.phase === 'shown' && closedWhy === null) {
      setBand({ kind: 'pending', open: sheet.line, wanted: outcome.pupil });
    } else callPupil(outcome.pupil.candidacyId);
  });
  useScanner((text) => void onScan(text));

  const [secondAfterShot, setSecondAfterShot] = useState(false);
  const askSecondPerson = (): void => {
    if (shots.phase === 'live') {
      setSecondAfterShot(true);
      shots.take();
    } else if (shots.captureId !== null && isRefused(shots.gate) && shots.gate.overrideClosed === null) {
      setDialog({ kind: 'secondPerson', captureId: shots.captureId, gate: shots.gate });
    }
  };
  const onStored = useEffectEvent(() => {
    if (!secondAfterShot) return;
    setSecondAfterShot(false);
    askSecondPerson();
  });
  useEffect(() => {
    if (shots.captureId !== null) onStored();
  }, [shots.captureId]);

  const shotClosed = closedReason(sheet, 'desk.storeShot');
  const closedWhy = shotClosed === null ? null : shotClosed.map((finding) => finding.sentence).join('；');

  useKeys({
    ArrowDown: () => callPupil(step(people.waiting, current, 1)),
    ArrowUp: () => callPupil(step(people.waiting, current, -1)),
    F3: focusDifference,
    F4: () => void acts.mark('absent'),
    'Ctrl+KeyP': () => (sheet === null ? false : void acts.printForm(sheet.line.candidacyId)),
    Escape: () => {
      if (band?.kind === 'pending') return callPupil(band.wanted.candidacyId);
      setBand(null);
      finishing.clear();
      rest();
    },
    // from the picture the first stop is the number the clerk reads off the document
    Tab: () => {
      if (document.activeElement !== stage.current || closedWhy !== null) return false;
      lastFourField.current?.focus();
    },
  });

  if (current === null && people.classId === null) {
    return (
      <EmptyState sentence="还没有选班级。" act={<Button onClick={() => go({ area: 'classBoard' })}>选班级</Button>} />
    );
  }
  return (
    <div className="page desk-page">
      <main className="desk-columns">
        <QueueColumn
          title={people.classTitle}
          counts={people.queue.value?.class ?? null}
          waiting={people.waiting}
          current={current}
          onCall={callPupil}
          onPrint={(candidacyId) => void acts.printForm(candidacyId)}
        />
        <Stage
          stage={stage}
          source={source}
          sheet={sheet}
          shots={shots}
          closedWhy={closedWhy}
          isFree={dialog === null && band === null}
          onUseStill={() => {
            source.takeFrom('still');
            rest();
          }}
          onSecondPerson={askSecondPerson}
        />
        {sheet === null ? (
          <section className="person-column" aria-label="学生">
            <FaultView
              fault={people.fault ?? people.queue.fault ?? source.fault}
              onReload={() => void people.reload()}
            />
            {people.fault === null && current === null && <EmptyState sentence="这个班没有待采集的学生。" />}
          </section>
        ) : (
          <PersonColumn
            key={sheet.line.candidacyId}
            sheet={sheet}
            draft={draft}
            shots={shots}
            closedWhy={closedWhy}
            lastFourField={lastFourField}
            reason={reason}
            onSettle={(line, value) => setDialog({ kind: 'settle', line, value })}
            onRest={rest}
          >
            <FaultView fault={shots.fault ?? finishing.fault ?? acts.fault} onReload={() => void people.reload()} />
            <FaultView fault={source.fault} />
          </PersonColumn>
        )}
      </main>
      <div className="desk-foot">
        {band !== null && (
          <DeskBand
            band={band}
            onComplete={() => void finish()}
            onCall={callPupil}
            onAssisted={() => goAssisted(people.classId)}
            onOwnDocument={(text) => {
              draft.change({ documentNumber: text });
              setBand(null);
            }}
            onClose={() => {
              setBand(null);
              rest();
            }}
          />
        )}
        <DeskBar
          key={current}
          sheet={sheet}
          shots={shots}
          closed={closedReason(sheet, 'desk.complete')}
          shotClosed={shotClosed}
          onFinish={finish}
          onMark={acts.mark}
          onSource={() => setDialog({ kind: 'source' })}
          onSettle={() => {
            const open = unsettled(sheet)[0];
            if (open !== undefined) setDialog({ kind: 'settle', line: open, value: 'document' });
          }}
          onAssisted={() => goAssisted(people.classId)}
          onPrint={acts.printForm}
          onSecondPerson={askSecondPerson}
        />
      </div>
      {dialog !== null && sheet !== null && (
        <DeskDialogs
          dialog={dialog}
          sheet={sheet}
          source={source}
          draft={draft}
          judge={judge}
          onPassed={(by) => {
            setDialog(null);
            setBand({ kind: 'said', sentence: `${by} 已放行这张照片，写明的情况随照片留存。核对好，按回车完成` });
            void people.reload();
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

function goAssisted(classId: string | null): void {
  go({ area: 'assistedEntry', params: classId === null ? {} : { classId } });
}
