import { Button, type InputRef } from 'antd';
import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { go, usePageParams } from '../../stores/navigation-store.ts';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import './queue.css';
import './stage.css';
import './person.css';
import './comparison.css';
import './desk.css';
import { aimingSentence } from './card-guide.tsx';
import { DeskBand } from './desk-band.tsx';
import { DeskBar } from './desk-bar.tsx';
import { DeskDialogs } from './desk-dialogs.tsx';
import { dialogOver, type OpenDialog } from './open-dialog.ts';
import { PersonColumn } from './person-column.tsx';
import { QueueColumn } from './queue-column.tsx';
import { step } from './queue-order.ts';
import { closedReason, unsettled } from './sheet.ts';
import type { LostWhy } from './shot-work.ts';
import { Stage } from './stage.tsx';
import { useCard } from './use-card.ts';
import { useDeskActs } from './use-desk-acts.ts';
import { useDeskBands } from './use-desk-band.ts';
import { useDeskPeople } from './use-desk-people.ts';
import { useDeskScan } from './use-desk-scan.ts';
import { type DeskSource, useDeskSource } from './use-desk-source.ts';
import { useDraft } from './use-draft.ts';
import { useFinish } from './use-finish.ts';
import { useSecondPerson } from './use-second-person.ts';
import { type ShotWork, useShots } from './use-shots.ts';

/**
 * The desk (考籍注册 at the county, clause 1.3.3): who is next, the picture, the document against the roster. Space only
 * takes pictures, Enter only completes, a scan only calls pupils.
 */
export function DeskPage(): ReactNode {
  const params = usePageParams();
  const people = useDeskPeople(params);
  const { sheet, current, judge } = people;
  const bands = useDeskBands();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const source = useDeskSource(current);
  const draft = useDraft(sheet, current, judge);
  const shotClosed = closedReason(sheet, 'desk.storeShot');
  const closedWhy = shotClosed === null ? null : shotClosed.map((finding) => finding.sentence).join('；');
  const { preview } = source;
  const card = useCard(
    sheet === null || closedWhy !== null || source.isLocked ? null : current,
    preview.video,
    bands.say,
  );
  const from = { ...source, video: preview.video, isCard: card.isOn };
  // who is at the desk when a shot is lost, not who was at its shutter
  const here = useRef(current);
  useLayoutEffect(() => {
    here.current = current;
  }, [current]);
  const shots = useShots(sheet, current, from, people.reload, (lost, why) => {
    const name = people.pupils.find(({ candidacyId }) => candidacyId === lost)?.fullName ?? '上一位';
    const sentence = `${name} 刚拍的那张没有留下：${lostWords[why]}。${lost === here.current ? '再拍一张' : '再叫一次重拍'}`;
    bands.say(sentence);
    // the page may be closed by now
    announce(sentence, 'assertive');
  });
  const stage = useRef<HTMLElement>(null);
  const lastFourField = useRef<InputRef>(null);
  const reason = useReasonDraft('deskReason', current);
  useBasis(sheet?.line.fullName ?? '登记', sheet?.findings ?? []);

  const rest = (): void => stage.current?.focus();
  const onCalled = useEffectEvent(() => {
    finishing.clear();
    acts.clear();
    second.clear();
    // words or a password meant for the pupil before must not reach this one
    setDialog((open) => (open?.kind === 'source' ? open : null));
    rest();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newly called pupil gets a clean page and the focus rests
  useEffect(() => onCalled(), [current]);

  const over = dialogOver(dialog, sheet?.line.candidacyId ?? null);
  const hasDialog = over !== null;
  useEffect(() => {
    // once the dialog is really gone: what it was opened from may be gone as well
    if (!hasDialog) requestAnimationFrame(() => stage.current?.focus());
  }, [hasDialog]);

  const callPupil = (candidacyId: string | null): void => {
    bands.clear();
    if (candidacyId !== null && candidacyId !== current) people.call(candidacyId);
    else rest();
  };

  const focusDifference = (): void => {
    const open = [...document.querySelectorAll<HTMLElement>('.comparison tr[data-open="true"] .settle-button')];
    const at = open.indexOf(document.activeElement as HTMLElement);
    open[(at + 1) % open.length]?.focus();
    if (open.length === 0) bands.say('没有未选定的不同');
  };

  const finishing = useFinish({ people, shots, draft, reason, bands, callPupil, focusDifference, onClosed: card.end });
  const acts = useDeskActs(sheet, bands.say);
  // the shot that Enter is about is not to be seen while a card is held up
  const finish = async (): Promise<void> => (card.isAiming ? bands.say(aimingSentence) : finishing.finish());

  const second = useSecondPerson(sheet, shots, setDialog, rest);
  useDeskScan({ sheet, shots, draft, closedWhy, bands, callPupil });

  const cardClosed = closedWhy ?? whyNoCard(source, shots.phase);
  const sayAiming = (): unknown => (card.isAiming ? bands.say(aimingSentence) : false);
  useKeys({
    Space: sayAiming,
    Enter: sayAiming,
    ArrowDown: () => callPupil(step(people.waiting, current, 1)),
    ArrowUp: () => callPupil(step(people.waiting, current, -1)),
    F3: focusDifference,
    F4: () => (closedWhy === null ? void acts.mark('absent') : bands.say(`现在不能记缺席：${closedWhy}`)),
    'Ctrl+KeyP': () => (sheet === null ? false : void acts.printForm(sheet.line.candidacyId)),
    Escape: () => {
      if (card.isAiming) return card.leave();
      if (bands.question?.kind === 'pending') return callPupil(bands.question.wanted.candidacyId);
      bands.clear();
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
          isAiming={card.isAiming}
          closedWhy={closedWhy}
          isFree={over === null && bands.bands.length === 0}
          onUseStill={() => {
            card.leave();
            source.takeFrom('still');
            rest();
          }}
          onSecondPerson={second.ask}
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
            shots={{
              ...shots,
              choose: (captureId) => {
                card.leave();
                shots.choose(captureId);
                // the button that was pressed is the shot on the stage by now
                rest();
              },
            }}
            card={card}
            onHoldCard={() => {
              if (cardClosed === null) card.key();
              else bands.say(`现在不能举证件对照：${cardClosed}`);
              rest();
            }}
            onDropCard={() => {
              card.drop();
              rest();
            }}
            closedWhy={closedWhy}
            lastFourField={lastFourField}
            reason={reason}
            onSettle={(line, value) => setDialog({ kind: 'settle', candidacyId: sheet.line.candidacyId, line, value })}
            onRest={rest}
          >
            <FaultView fault={shots.fault ?? finishing.fault ?? acts.fault} onReload={() => void people.reload()} />
            <FaultView fault={source.fault} />
          </PersonColumn>
        )}
      </main>
      <div className="desk-foot">
        <div className="desk-bands">
          {bands.bands.map((band) => (
            <DeskBand
              key={band.kind === 'said' ? 'said' : 'question'}
              band={band}
              onComplete={() => void finish()}
              onCall={callPupil}
              onAssisted={() => goAssisted(people.classId)}
              onOwnDocument={(text) => {
                draft.change({ documentNumber: text });
                bands.close(band.kind);
              }}
              onClose={() => {
                bands.close(band.kind);
                rest();
              }}
            />
          ))}
        </div>
        <DeskBar
          key={current}
          sheet={sheet}
          shots={shots}
          closed={closedReason(sheet, 'desk.complete')}
          shotClosed={shotClosed}
          card={card}
          cardClosed={sheet === null ? '先叫一位学生' : cardClosed}
          onFinish={finish}
          onMark={acts.mark}
          sourceClosed={source.settings === undefined ? '摄像头的设置还没有读出来' : null}
          onSource={() => setDialog({ kind: 'source' })}
          onSettle={() => {
            const open = unsettled(sheet)[0];
            if (sheet === null || open === undefined) return;
            setDialog({ kind: 'settle', candidacyId: sheet.line.candidacyId, line: open, value: 'document' });
          }}
          onAssisted={() => goAssisted(people.classId)}
          onPrint={acts.printForm}
          onSecondPerson={second.ask}
        />
      </div>
      {over !== null && (
        <DeskDialogs
          dialog={over}
          sheet={sheet}
          source={source}
          draft={draft}
          judge={judge}
          onPassed={(by) => {
            setDialog(null);
            bands.say(`${by} 已放行这张照片，写明的情况随照片留存。核对好，按回车完成`);
            void people.reload();
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

/** A card is compared by what the live picture shows of it. */
function whyNoCard({ way, preview }: DeskSource, phase: ShotWork['phase']): string | null {
  if (way === 'still') return '备用方式没有实时画面，直接看证件';
  if (preview.state.kind !== 'live') return '现在没有画面，直接看证件，或等画面回来';
  return phase === 'taking' ? '正在拍照，等照片出来' : null;
}

const lostWords: Readonly<Record<LostWhy, string>> = {
  called: '拍的时候换了人',
  notMade: '照片没有做完',
  notStored: '没有存上',
};

function goAssisted(classId: string | null): void {
  go({ area: 'assistedEntry', params: classId === null ? {} : { classId } });
}
