import { useLayoutEffect, useRef, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { ReasonDraft } from '../../bridge/use-reason-draft.ts';
import { usePerson } from '../../stores/session-store.ts';
import { announce } from '../../ui/announce.ts';
import { faultSentence } from '../../ui/fault-view.tsx';
import { playCompleted, playRefused } from './desk-sounds.ts';
import { whyRefused } from './photo-words.ts';
import { REASON_FIELD } from './reason-field.tsx';
import { addRecent } from './recent-store.ts';
import { asksReason, unsettled } from './sheet.ts';
import type { DeskBands } from './use-desk-band.ts';
import type { DeskPeople } from './use-desk-people.ts';
import type { DraftWork } from './use-draft.ts';
import type { ShotWork } from './use-shots.ts';

type FinishParts = {
  readonly people: DeskPeople;
  readonly shots: ShotWork;
  readonly draft: DraftWork;
  readonly reason: ReasonDraft;
  readonly bands: DeskBands;
  readonly callPupil: (candidacyId: string) => void;
  readonly focusDifference: () => void;
  /** main has completed the record of the pupil on the screen */
  readonly onClosed: () => void;
};

/**
 * Enter: completes with the shot that is shown, or says what is left to do. The record is that of the pupil on the
 * screen at the key; whoever is called while main answers stays at the desk.
 */
export function useFinish(parts: FinishParts): {
  readonly finish: () => Promise<void>;
  readonly fault: Fault | null;
  readonly clear: () => void;
} {
  const { people, shots, draft, reason, bands, callPupil, focusDifference, onClosed } = parts;
  const { sheet, current } = people;
  const person = usePerson();
  const complete = useCommand('desk.complete');
  // whose refusal it is: it is not shown beside somebody who was called meanwhile
  const [asked, setAsked] = useState<string | null>(null);
  const here = useRef(current);
  useLayoutEffect(() => {
    here.current = current;
  }, [current]);

  const finish = async (): Promise<void> => {
    if (sheet === null) return;
    const refused = shots.phase === 'shown' ? whyRefused(shots.gate) : null;
    if (refused !== null) {
      playRefused();
      return bands.say(refused);
    }
    if (unsettled(sheet).length > 0) return focusDifference();
    if (asksReason(sheet) && reason.text.trim() === '') {
      bands.say('先写明原因，再按回车完成');
      document.getElementById(REASON_FIELD)?.focus();
      return;
    }
    const captureId = shots.enter();
    if (captureId === null) {
      if (shots.isSeen) announce('照片刚出来：看一眼，再按回车');
      return;
    }
    try {
      await send(captureId);
    } finally {
      shots.entered();
    }
  };

  const send = async (captureId: string): Promise<void> => {
    if (sheet === null) return;
    if (!(await draft.flush())) {
      playRefused();
      bands.say(`${sheet.line.fullName} 还没有完成：键入的证件资料没有存上，原因写在右边。存上后再按回车`);
      return;
    }
    const { candidacyId, version, fullName, seatNo } = sheet.line;
    const warnReason = asksReason(sheet) ? reason.text.trim() : null;
    setAsked(candidacyId);
    const reply = await complete.run({ candidacyId, version, captureId, pupilConfirmed: true, warnReason });
    if (!reply.ok) {
      playRefused();
      if (here.current !== candidacyId) bands.say(`${fullName} 还没有完成：${faultSentence(reply.fault)}`);
      return;
    }
    const { outcome, candidacyNo, savedAt, nextCandidacyId } = reply.value;
    await reason.discard();
    playCompleted();
    addRecent({ userId: person?.userId ?? '', candidacyId, fullName, seatNo, outcome, candidacyNo, savedAt });
    announce(outcome === 'completed' ? `${fullName} 登记完成` : `${fullName} 已留存，班主任同意后自动完成`);
    if (here.current !== candidacyId) return;
    onClosed();
    // a card may have been scanned while main completed
    const question = bands.questionNow();
    const wanted = question?.kind === 'pending' ? question.wanted.candidacyId : nextCandidacyId;
    if (wanted !== null && wanted !== candidacyId) return callPupil(wanted);
    bands.say(
      people.classId === null
        ? `${fullName} 办完了，没有班级名单。下一位按 F2 找`
        : `${people.classTitle.replace('登记 ', '')} 没有待采集的了。回班级看板看缺席、退回的`,
    );
    await people.reload();
  };

  return { finish, fault: asked === current ? complete.fault : null, clear: complete.clear };
}
