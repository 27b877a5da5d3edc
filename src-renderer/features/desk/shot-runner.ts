import type { Reply } from '#shared/contract/call.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { PhotoGate } from '../../photo/gate/gate-client.ts';
import type { Shot, ShotFault } from '../../photo/gate/shot.ts';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import { type LostWhy, noShots, type ShotEffect, type ShotEvent, type ShotState, stepShots } from './shot-work.ts';

/** What the desk is at an event: the shot that this event begins goes its whole way with it. */
export type ShotDesk = {
  readonly way: 'live' | 'still';
  /** of the live picture */
  readonly device: string;
  readonly profile: PhotoProfile | null;
  readonly gate: Pick<PhotoGate, 'makeShot'> | null;
  /** whether a frame still shows the card that was held up for comparison: then it is no photo of the pupil */
  readonly isCard: (frame: ImageBitmap) => boolean;
  /** the frame that is on the screen now, copied before this returns */
  readonly grabLive: () => Result<ImageBitmap, ShotFault>;
  /** with the device that main took it by */
  readonly takeStill: () => Promise<Result<{ readonly picture: ImageBitmap; readonly device: string }, ShotFault>>;
  readonly storeShot: (input: Input<'desk.storeShot'>) => Promise<Reply<Output<'desk.storeShot'>>>;
  readonly onShutter: () => void;
  /** a shot of the pupil who is still at the desk is stored */
  readonly onStored: () => Promise<void>;
  /** a shot of a pupil no longer at the desk could not be kept */
  readonly onLost: (candidacyId: string, why: LostWhy) => void;
};

export type ShotRunner = {
  readonly state: () => ShotState<Shot>;
  /** Takes an event in at once and begins what it asks for. Answers the effects. */
  readonly send: (event: ShotEvent<Shot>, desk: ShotDesk) => readonly ShotEffect<Shot>[];
};

const cardInView = '镜头前还是刚才的证件：拿开再按空格。没有举证件的，按 Shift+F8「去掉证件照片」再拍';

/**
 * Runs `stepShots` and does what it asks for: grabs, has the shot made and stored. Events are taken in one after the
 * other, and each picture goes its way with the pupil of its key. `onState` hears each state.
 */
export function openShots(onState: (state: ShotState<Shot>) => void): ShotRunner {
  let now = noShots<Shot>();

  const send: ShotRunner['send'] = (event, desk) => {
    const { state, effects } = stepShots(now, event);
    now = state;
    onState(state);
    for (const effect of effects) {
      if (effect.kind === 'grab') void grab(effect.shotId, effect.way, desk);
      if (effect.kind === 'store') void store(effect, desk);
      if (effect.kind === 'lost') desk.onLost(effect.pupil, effect.why);
    }
    return effects;
  };

  const grab = async (shotId: number, way: 'live' | 'still', desk: ShotDesk): Promise<void> => {
    const missed = (sentence: string, untilPicture = false): void => {
      send({ kind: 'missed', shotId, sentence, untilPicture }, desk);
    };
    const { gate, profile } = desk;
    if (gate === null) return missed('照片检测还在准备。稍等再按空格');
    if (profile === null) return missed('这位学生的照片规格还没有读出来。稍等再按空格；一直这样，按 F2 重新叫这位');
    // the live frame is copied here, in the same turn as the key
    const grabbed = way === 'live' ? liveFrame(desk) : await desk.takeStill();
    if (!grabbed.ok) return missed(grabbed.fault.sentence, way === 'live');
    const { picture: frame, device } = grabbed.value;
    if (desk.isCard(frame)) {
      frame.close();
      return missed(cardInView);
    }
    if (way === 'live') desk.onShutter();
    const made = await gate.makeShot(frame, profile, way);
    if (!made.ok) return missed(made.fault.sentence);
    if (way === 'still') desk.onShutter();
    send({ kind: 'taken', shotId, picture: made.value }, { ...desk, device });
  };

  const store = async (
    { shotId, pupil, picture }: Extract<ShotEffect<Shot>, { kind: 'store' }>,
    desk: ShotDesk,
  ): Promise<void> => {
    // main judges by the measurements itself
    const { verdict: _, ...kept } = picture;
    const { way, device } = desk;
    const reply = await desk.storeShot({ candidacyId: pupil, ...kept, source: way, device: device.slice(0, 200) });
    if (!reply.ok) {
      send({ kind: 'notStored', shotId, pupil, fault: reply.fault }, desk);
      return;
    }
    const { captureId, gate } = reply.value;
    send({ kind: 'stored', shotId, captureId, gate }, desk);
    if (now.pupil === pupil) await desk.onStored();
  };

  return { state: () => now, send };
}

function liveFrame({ grabLive, device }: ShotDesk): Awaited<ReturnType<ShotDesk['takeStill']>> {
  const frame = grabLive();
  return frame.ok ? ok({ picture: frame.value, device }) : frame;
}
