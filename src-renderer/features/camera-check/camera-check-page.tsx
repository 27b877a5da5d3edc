import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { cameraTroubleWords } from '../../photo/camera-trouble-words.ts';
import { FramingGuide, type GuideTone } from '../../photo/framing-guide.tsx';
import type { PhotoLook } from '../../photo/gate/gate-messages.ts';
import { useGuidance } from '../../photo/gate/use-guidance.ts';
import { usePhotoGate } from '../../photo/gate/use-photo-gate.ts';
import { useCameraControls } from '../../photo/use-camera-controls.ts';
import { useLiveCamera } from '../../photo/use-live-camera.ts';
import { goBack } from '../../stores/navigation-store.ts';
import { useLocked } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import './camera-check.css';
import { CameraDialog } from './camera-dialog.tsx';
import { isEmptyPlace } from './check-lamps.ts';
import { checkOutcome } from './check-outcome.ts';
import { PersonLamps } from './person-lamps.tsx';
import { SceneStep } from './scene-step.tsx';
import { sceneAdvice } from './scene-words.ts';
import { ShotStep } from './shot-step.tsx';
import { type TestShot, takeTestShot, useOwned, useScene } from './use-check.ts';
import { WritingStep } from './writing-step.tsx';

type Recorded = {
  readonly at: string;
  readonly outcome: string;
  readonly reads: boolean;
  readonly taken: TestShot;
};

const stillScene = '现在用备用方式拍：这里量的是实时画面里的摄像头，只供看，不记';
const unwatchedScene = '照片检测用不了，认不出镜头前有没有人：没有人的时候自己看，不记';

/**
 * 每日检查: light and background of the empty place, distance, focus and head room with somebody before the camera, a
 * page of writing against a mirrored picture, one test shot. Nothing here stops anybody from working.
 */
export function CameraCheckPage(): ReactNode {
  const isLocked = useLocked();
  const { value, fault } = useDeskQuery('camera.settings', {}, { keepPrevious: true });
  const [isPaused, setPaused] = useState(false);
  const [isSetting, setSetting] = useState(false);
  const save = useCommand('camera.recordCheck');
  const { gate, state } = usePhotoGate();
  const preview = useLiveCamera(!isLocked && value !== undefined && !isPaused, value?.liveDeviceLabel ?? null);
  const controls = useCameraControls(preview, value?.controls ?? {});
  const profile = value?.profile ?? null;
  const isLive = preview.state.kind === 'live';
  const lost = preview.state.kind === 'lost' ? cameraTroubleWords[preview.state.trouble] : null;
  const { look } = useGuidance({ gate, video: preview.video, profile, isLooking: isLive, pupil: null }, () => {});
  const deviceId = preview.state.kind === 'live' ? preview.state.deviceId : null;
  const [lastOpen, setLastOpen] = useState(deviceId);
  if (deviceId !== null && deviceId !== lastOpen) setLastOpen(deviceId);
  const way = value?.way ?? 'live';
  const liveCamera = lastOpen ?? '';
  // what was seen by another camera says nothing of this one
  const camera = way === 'still' ? 'still' : liveCamera;
  const [reads, setReads] = useOwned<boolean>(camera);
  const [taken, setTaken] = useOwned<TestShot>(camera);
  const [trouble, setTrouble] = useOwned<string>(camera);
  /** what was recorded, in the words of that moment: the measures go on changing */
  const [saved, setSaved] = useOwned<Recorded>(camera);
  const isSaved = saved !== null && saved.reads === reads && saved.taken === taken;
  const hasDetector = state?.kind !== 'noDetector';
  const sight = !isLive ? null : hasDetector ? look : ('nobody tells' as const);
  const shown = useScene(preview.video, profile, sight, liveCamera);
  const onlyShown = way === 'still' ? stillScene : hasDetector ? null : unwatchedScene;
  const scene = onlyShown === null ? shown : null;

  const shoot = async (): Promise<void> => {
    if (gate === null || profile === null) return;
    setTrouble(null);
    setSaved(null);
    const device = preview.state.kind === 'live' ? preview.state.label : '';
    const result = await takeTestShot(gate, profile, { way, video: preview.video.current, device }, setPaused);
    if (typeof result === 'string') setTrouble(result);
    else setTaken(result);
  };
  const record = async (): Promise<void> => {
    if (taken === null || reads === null) return;
    const { shot, device } = taken;
    const outcome = checkOutcome({
      way,
      reads,
      verdict: shot.verdict,
      isShotLost: trouble !== null,
      sceneAdvice: scene === null ? null : sceneAdvice(scene),
      isSceneSeen: scene !== null,
    });
    const reply = await save.run({
      device: device.slice(0, 200),
      way,
      measurements: { ...shot.measurements, ...Object.fromEntries((scene ?? []).map((one) => [one.name, one.value])) },
      causes: [...new Set((shot.verdict?.causes ?? []).map(({ code }) => code))],
      writingReads: reads,
    });
    if (!reply.ok) return;
    setSaved({ at: reply.value.savedAt, outcome, reads, taken });
    announce('检查已记下');
  };
  useKeys({ Escape: goBack });

  const last = value?.lastCheck ?? null;
  const open = isSetting
    ? null
    : taken === null
      ? '先试拍一张（空格）'
      : reads === null
        ? '先看字是正的还是反的'
        : null;
  return (
    <Page
      title="每日检查：摄像头、光、背景"
      aside={
        <span className="second">
          {last === null ? '这台登记台还没有检查过' : `上次 ${dayAndTime(last.at)}，${last.by}，${last.device}`}
        </span>
      }
      actions={
        <ActionBar
          primary={
            !isSaved
              ? { label: '记下检查结果', keyHint: 'Ctrl+回车', closedWhy: open, onAct: record }
              : { label: '检查完了，回去', keyHint: '回车', onAct: goBack }
          }
          others={[
            {
              label: taken === null ? '试拍一张' : '再试拍一张',
              keyHint: '空格',
              closedWhy: gate === null || profile === null ? '还在准备照片检测' : null,
              onAct: shoot,
            },
            { label: '字是正的', onAct: () => setReads(true) },
            { label: '字是反的', onAct: () => setReads(false) },
            { label: '摄像头和曝光…', onAct: () => setSetting(true) },
          ]}
        />
      }
    >
      <FaultView fault={fault ?? save.fault} />
      <div className="check-columns">
        <div className="check-view">
          <video ref={preview.video} muted playsInline />
          {isLive && profile !== null && <FramingGuide profile={profile} tone={toneOf(look)} arrow={null} />}
          {lost && (
            <p className="check-lost" role="status">
              {lost.join('。')}
            </p>
          )}
        </div>
        <div>
          <ol className="check-steps">
            <SceneStep
              measures={shown}
              onlyShown={onlyShown}
              isEmpty={look !== null && isEmptyPlace(look.verdict.causes)}
            />
            <PersonLamps look={look} profile={profile} waiting={lost ? '现在没有画面' : (state?.sentence ?? null)} />
            <WritingStep reads={reads} way={way} />
            <ShotStep taken={taken} trouble={trouble} way={way} />
          </ol>
          {isSaved && (
            <p className="check-outcome" role="status">
              检查已记下 {dayAndTime(saved.at)}。{saved.outcome}
            </p>
          )}
        </div>
      </div>
      {isSetting && value !== undefined && (
        <CameraDialog settings={value} preview={preview} controls={controls} onClose={() => setSetting(false)} />
      )}
    </Page>
  );
}

function toneOf(look: PhotoLook | null): GuideTone {
  if (look === null || isEmptyPlace(look.verdict.causes)) return 'waiting';
  return look.verdict.verdict === 'bad' ? 'mend' : 'good';
}
