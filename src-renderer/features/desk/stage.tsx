import { type ReactNode, type RefObject, useEffect, useEffectEvent } from 'react';
import { guideArrowOf } from '#shared/photo/guide-arrow.ts';
import type { Instruction } from '#shared/photo/instruction.ts';
import { FramingGuide } from '../../photo/framing-guide.tsx';
import { sayTip } from '../../photo/gate/tip-sound.ts';
import { useGuidance } from '../../photo/gate/use-guidance.ts';
import { hasPicture } from '../../photo/grab-frame.ts';
import type { waitingFor } from './automatic-shot.ts';
import { CardBox, CardTip } from './card-guide.tsx';
import { instructionWords, isSpoken } from './photo-words.ts';
import type { DeskSheet } from './sheet.ts';
import { ShotOnStage } from './shot-on-stage.tsx';
import { StageFoot } from './stage-foot.tsx';
import { LostCameraPanel, StillPanel } from './stage-panel.tsx';
import { StageTip } from './stage-tip.tsx';
import { useAutomaticShot } from './use-automatic-shot.ts';
import type { DeskSource } from './use-desk-source.ts';
import type { ShotWork } from './use-shots.ts';

type StageProps = {
  readonly stage: RefObject<HTMLElement | null>;
  readonly source: DeskSource;
  readonly sheet: DeskSheet | null;
  readonly shots: ShotWork;
  /** a card is held up: the live picture with its box stands in place of everything else */
  readonly isAiming: boolean;
  /** set = nothing more can be done for this pupil at the desk */
  readonly closedWhy: string | null;
  /** nothing lies over the page that the clerk has to answer first */
  readonly isFree: boolean;
  /** act of the panel "no camera" */
  readonly onUseStill: () => void;
  readonly onSecondPerson: () => void;
};

/**
 * The picture: live and unmirrored, or the shot that was taken. It is where the focus rests, takes no text, and shows
 * one tip at most. The picture of the pupil before is gone the moment the next one is called.
 */
export function Stage(props: StageProps): ReactNode {
  const { stage, source, sheet, shots, isAiming, closedWhy, isFree, onUseStill, onSecondPerson } = props;
  const { preview, way, profile, gate } = source;
  const isShown = shots.phase === 'shown' && sheet !== null && !isAiming;
  const isLive = way === 'live' && preview.state.kind === 'live';
  // the panel says why there is no picture: nothing to hold a face against
  const hasPanel = way === 'still' || preview.state.kind === 'lost';
  const pupil = sheet?.line.candidacyId ?? null;
  const isOpen = pupil !== null && closedWhy === null;
  const automatic = useAutomaticShot(pupil, shots, isAiming, source.automaticShot && isFree && isLive && isOpen);
  const isLooking = isLive && !source.isLocked && isOpen && shots.phase === 'live' && !isAiming;
  const { guidance } = useGuidance({ gate, video: preview.video, profile, isLooking, pupil }, automatic.onSight);
  const { instruction } = guidance;
  useTipSound(instruction, source.gateSound && isLooking && isFree);
  return (
    <div className="stage-column">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the rest position of the focus: no input method, no button */}
      <section className="stage" ref={stage} tabIndex={0} aria-label="取景。空格拍照，回车完成">
        <video
          ref={preview.video}
          className="stage-video"
          data-hidden={isShown || way === 'still'}
          muted
          playsInline
          // one last update comes when the camera is taken off
          onTimeUpdate={({ currentTarget }) => {
            if (hasPicture(currentTarget)) shots.onPicture();
          }}
        />
        {isAiming && !hasPanel && <CardBox />}
        {!isShown && !isAiming && profile !== null && !hasPanel && (
          <FramingGuide
            profile={profile}
            tone={instruction.kind}
            arrow={instruction.kind === 'mend' ? guideArrowOf(instruction.cause, guidance.memory.pose) : null}
          />
        )}
        {isShown && <ShotOnStage shots={shots} name={sheet.line.fullName} />}
        {way === 'still' && !isShown && <StillPanel />}
        {way === 'live' && !isShown && preview.state.kind === 'lost' && (
          <LostCameraPanel trouble={preview.state.trouble} onUseStill={onUseStill} />
        )}
      </section>
      {isAiming ? (
        <CardTip />
      ) : (
        <StageTip
          shots={shots}
          sheet={sheet}
          closedWhy={closedWhy}
          isBlind={way === 'live' && preview.state.kind === 'lost'}
          guidance={guidance}
          gateSentence={source.gateSentence}
          onSecondPerson={onSecondPerson}
        />
      )}
      <StageFoot
        preview={preview}
        way={way}
        steps={isLooking ? guidance.steps : null}
        automatic={source.automaticShot}
        automaticNote={source.automaticShot && isOpen && !isShown ? automaticNote(automatic.waitsFor, isFree) : ''}
        sound={source.gateSound}
        onAutomatic={(automaticShot) => source.change({ automaticShot })}
        onSound={(gateSound) => source.change({ gateSound })}
        onRest={() => stage.current?.focus()}
      />
    </div>
  );
}

/** Why the automatic shot does not go although it is switched on; '' = it may. */
function automaticNote(waitsFor: ReturnType<typeof waitingFor>, isFree: boolean): string {
  if (waitsFor === 'hand') return '比过证件，这位按空格拍';
  if (!isFree) return '先答下面的提示，再自动拍';
  if (waitsFor === null) return '';
  return waitsFor === 'before' ? '等上一位离开' : '座位空一下再自动拍';
}

/** Sounds the instruction when it changes, never while it only stands. */
function useTipSound(instruction: Instruction, isOn: boolean): void {
  const words = instructionWords(instruction);
  const onChange = useEffectEvent(() => {
    if (isOn && words !== '' && isSpoken(instruction)) sayTip(words, instruction.kind === 'good');
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: on change of the words alone
  useEffect(() => onChange(), [words]);
}
