import { Button, type InputRef } from 'antd';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { call } from '../../bridge/call.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { useLiveCamera } from '../../photo/use-live-camera.ts';
import { go, usePageParams } from '../../stores/navigation-store.ts';
import { useLocked, usePerson } from '../../stores/session-store.ts';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { useScanner } from '../../ui/scanner.ts';
import { useKeys } from '../../ui/use-keys.ts';
import './desk.css';
import { type Band, DeskBand } from './desk-band.tsx';
import { DeskBar } from './desk-bar.tsx';
import { DeskDialogs, type OpenDialog } from './desk-dialogs.tsx';
import { playCompleted, playRefused } from './desk-sounds.ts';
import { PersonColumn } from './person-column.tsx';
import { QueueColumn } from './queue-column.tsx';
import { step } from './queue-order.ts';
import { REASON_FIELD } from './reason-field.tsx';
import { addRecent } from './recent-store.ts';
import { scanOutcome } from './scan-outcome.ts';
import { asksReason, closedReason, unsettled } from './sheet.ts';
import { Stage } from './stage.tsx';
import { useDeskPeople } from './use-desk-people.ts';
import { useDraft } from './use-draft.ts';
import { useShots } from './use-shots.ts';

/**
 * The desk (考籍注册 at the county, clause 1.3.3): who is next, the picture, the document against the roster. Space only
 * takes pictures, Enter only completes, a scan only calls pupils.
 */
export function DeskPage(): ReactNode {
  const params = usePageParams();
  const person = usePerson();
  const locked = useLocked();
  const people = useDeskPeople(params);
  const { sheet, current, judge } = people;
  const settings = useDeskQuery('camera.settings', {}, { keepPrevious: true });
  const [wayNow, setWayNow] = useState<'live' | 'still' | null>(null);
  const way = wayNow ?? settings.value?.way ?? 'live';
  const profile = settings.value?.profile ?? null;
  const isAsked = settings.value !== undefined || settings.fault !== null;
  const preview = useLiveCamera(way === 'live' && !locked && isAsked, settings.value?.liveDeviceLabel ?? null);
  const device =
    way === 'live'
      ? preview.state.kind === 'live'
        ? preview.state.label
        : ''
      : (settings.value?.stillDevice ?? settings.value?.stillDevices[0]?.id ?? '');
  const draft = useDraft(sheet, current, judge);
  const shots = useShots(sheet, current, { way, video: preview.video, device, profile }, people.reload);
  const complete = useCommand('desk.complete');
  const absence = useCommand('desk.markAbsence');
  const print = useCommand('desk.printForm');
  const [band, setBand] = useState<Band | null>(null);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const reason = useReasonDraft('deskReason', current);
  const stage = useRef<HTMLElement>(null);
  const lastFourField = useRef<InputRef>(null);
  useBasis(sheet?.line.fullName ?? '登记', sheet?.findings ?? []);

  const rest = (): void => stage.current?.focus();
  const onCalled = useEffectEvent(() => {
    complete.clear();
    absence.clear();
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

  const finish = async (): Promise<void> => {
    if (sheet === null) return;
    const open = unsettled(sheet)[0];
    if (open !== undefined) return focusDifference();
    if (asksReason(sheet) && reason.text.trim() === '') {
      setBand({ kind: 'said', sentence: '先写明原因，再按回车完成' });
      document.getElementById(REASON_FIELD)?.focus();
      return;
    }
    const captureId = await shots.ready();
    if (captureId === null) return;
    if (!(await draft.flush())) return playRefused();
    const { candidacyId, version, fullName, seatNo } = sheet.line;
    const warnReason = asksReason(sheet) ? reason.text.trim() : null;
    const reply = await complete.run({ candidacyId, version, captureId, pupilConfirmed: true, warnReason });
    if (!reply.ok) return playRefused();
    const { outcome, candidacyNo, savedAt, nextCandidacyId } = reply.value;
    await reason.discard();
    playCompleted();
    addRecent({ userId: person?.userId ?? '', candidacyId, fullName, seatNo, outcome, candidacyNo, savedAt });
    announce(outcome === 'completed' ? `${fullName} 登记完成` : `${fullName} 已留存，班主任同意后自动完成`);
    const wanted = band?.kind === 'pending' ? band.wanted.candidacyId : nextCandidacyId;
    if (wanted !== null && wanted !== candidacyId) return callPupil(wanted);
    setBand({
      kind: 'said',
      sentence: `${people.classTitle.replace('登记 ', '')} 没有待采集的了。回班级看板看缺席、退回的`,
    });
    await people.reload();
  };

  const mark = async (kind: 'absent' | 'late'): Promise<void> => {
    if (sheet === null) return;
    const undo = sheet.line.absence === kind;
    const { candidacyId, fullName } = sheet.line;
    const reply = await absence.run({ candidacyId, kind: undo ? null : kind });
    if (!reply.ok) return;
    const word = kind === 'absent' ? '缺席' : '迟到';
    setBand({
      kind: 'said',
      sentence: undo ? `已撤回 ${fullName} 的${word}` : `已记${word} ${fullName}。再按一次撤回，↓ 叫下一位`,
    });
  };

  const printForm = async (candidacyId: string): Promise<void> => {
    const reply = await print.run({ candidacyId });
    if (reply.ok && reply.value !== null) {
      setBand({ kind: 'said', sentence: `登记表已存为 ${reply.value.fileName}，打印后由学生签字` });
    }
  };

  const focusDifference = (): void => {
    const open = [...document.querySelectorAll<HTMLElement>('.comparison tr[data-open="true"] .settle-button')];
    const at = open.indexOf(document.activeElement as HTMLElement);
    open[(at + 1) % open.length]?.focus();
    if (open.length === 0) setBand({ kind: 'said', sentence: '没有未选定的不同' });
  };

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

  const shotClosed = closedReason(sheet, 'desk.storeShot');
  const closedWhy = shotClosed === null ? null : shotClosed.map((finding) => finding.sentence).join('；');

  useKeys({
    ArrowDown: () => callPupil(step(people.waiting, current, 1)),
    ArrowUp: () => callPupil(step(people.waiting, current, -1)),
    F3: focusDifference,
    F4: () => void mark('absent'),
    'Ctrl+KeyP': () => (sheet === null ? false : void printForm(sheet.line.candidacyId)),
    Escape: () => {
      if (band?.kind === 'pending') return callPupil(band.wanted.candidacyId);
      setBand(null);
      complete.clear();
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
          onPrint={(candidacyId) => void printForm(candidacyId)}
        />
        <Stage
          stage={stage}
          preview={preview}
          way={way}
          profile={profile}
          sheet={sheet}
          shots={shots}
          closedWhy={closedWhy}
          onUseStill={() => {
            setWayNow('still');
            rest();
          }}
        />
        {sheet === null ? (
          <section className="person-column" aria-label="学生">
            <FaultView
              fault={people.fault ?? people.queue.fault ?? settings.fault}
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
            <FaultView
              fault={shots.fault ?? complete.fault ?? absence.fault ?? print.fault}
              onReload={() => void people.reload()}
            />
            <FaultView fault={settings.fault} />
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
          onMark={mark}
          onSource={() => setDialog({ kind: 'source' })}
          onSettle={() => {
            const open = unsettled(sheet)[0];
            if (open !== undefined) setDialog({ kind: 'settle', line: open, value: 'document' });
          }}
          onAssisted={() => goAssisted(people.classId)}
          onPrint={printForm}
        />
      </div>
      {dialog !== null && sheet !== null && (
        <DeskDialogs
          dialog={dialog}
          sheet={sheet}
          settings={settings.value}
          way={way}
          preview={preview}
          draft={draft}
          judge={judge}
          onWay={setWayNow}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

function goAssisted(classId: string | null): void {
  go({ area: 'assistedEntry', params: classId === null ? {} : { classId } });
}
