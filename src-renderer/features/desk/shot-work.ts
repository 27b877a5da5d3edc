import type { Fault } from '#shared/contract/faults.ts';
import { LOOK_AT_LEAST_MS } from '../../ui/look-clock.ts';
import type { ShotGate } from './sheet.ts';

/** A shutter that has gone and whose picture is on its way. `pupil` is who was on the screen at the key, for good. */
type Flight = {
  readonly shotId: number;
  readonly pupil: string;
  readonly visit: number;
  readonly way: 'live' | 'still';
};

type OnStage<P> = {
  readonly shotId: number | null;
  /** at hand while it is new, else it is read by its id */
  readonly picture: P | null;
  /** null = not stored yet */
  readonly captureId: string | null;
  readonly gate: ShotGate | null;
  /** when it was really on the screen, ms */
  readonly shownAt: number | null;
};

/**
 * The shots of whoever is at the desk. A picture carries its pupil from the key on: what becomes of it depends on the
 * flight, never on who is called when it arrives. `visit` counts calls, so that the same pupil called again is not
 * mistaken for the visit before.
 */
export type ShotState<P> = {
  readonly pupil: string | null;
  readonly visit: number;
  readonly lastShotId: number;
  readonly flights: readonly Flight[];
  /** the one shot shown, always of `pupil`; null = the live picture */
  readonly stage: OnStage<P> | null;
  /** the clerk went back to the live picture: a stored shot does not come up by itself */
  readonly wantsLive: boolean;
  /** main is asked to complete with this shot: no other may take its place meanwhile */
  readonly completing: boolean;
  /** how often the clerk asked for another shot: a shot that goes for any other reason is none */
  readonly retakes: number;
  readonly trouble: string | null;
  readonly troubleUntilPicture: boolean;
  readonly fault: Fault | null;
};

export type ShotEvent<P> =
  | { readonly kind: 'called'; readonly pupil: string | null }
  /** `pupil` as it stood on the screen when the key went down */
  | { readonly kind: 'shutter'; readonly pupil: string; readonly way: 'live' | 'still' }
  | { readonly kind: 'taken'; readonly shotId: number; readonly picture: P }
  /** `untilPicture`: the sentence is true only as long as there is no picture */
  | { readonly kind: 'missed'; readonly shotId: number; readonly sentence: string; readonly untilPicture: boolean }
  | { readonly kind: 'pictureCame' }
  | { readonly kind: 'stored'; readonly shotId: number; readonly captureId: string; readonly gate: ShotGate }
  | { readonly kind: 'notStored'; readonly shotId: number; readonly pupil: string; readonly fault: Fault }
  /** the sheet names the shot that counts, or the clerk picks an older one */
  | { readonly kind: 'found' | 'chosen'; readonly pupil: string; readonly captureId: string }
  | { readonly kind: 'looked'; readonly at: number }
  | { readonly kind: 'retake' }
  | { readonly kind: 'enter'; readonly pupil: string; readonly at: number }
  | { readonly kind: 'completed'; readonly pupil: string };

/** Somebody else was called before it was exposed; it was not made; main did not keep it. */
export type LostWhy = 'called' | 'notMade' | 'notStored';

export type ShotEffect<P> =
  | { readonly kind: 'grab'; readonly shotId: number; readonly way: 'live' | 'still' }
  | { readonly kind: 'store'; readonly shotId: number; readonly pupil: string; readonly picture: P }
  | { readonly kind: 'complete'; readonly pupil: string; readonly captureId: string }
  /** a shot that no longer stands on the stage could not be kept */
  | { readonly kind: 'lost'; readonly pupil: string; readonly why: LostWhy };

type Step<P> = { readonly state: ShotState<P>; readonly effects: readonly ShotEffect<P>[] };

const clear = {
  stage: null,
  wantsLive: false,
  completing: false,
  trouble: null,
  troubleUntilPicture: false,
  fault: null,
} as const;

/** Nobody at the desk yet. */
export function noShots<P>(): ShotState<P> {
  return { pupil: null, visit: 0, lastShotId: 0, flights: [], retakes: 0, ...clear };
}

/** live = picture of the camera; taking = this pupil's shutter has gone; shown = a shot stands on the stage. */
export function phaseOf<P>(state: ShotState<P>): 'live' | 'taking' | 'shown' {
  if (state.stage !== null) return 'shown';
  return state.flights.some((flight) => flight.visit === state.visit) ? 'taking' : 'live';
}

/** What an event does to the shots, and what is to be done about it. Pure: the clock and the camera are the caller's. */
export function stepShots<P>(state: ShotState<P>, event: ShotEvent<P>): Step<P> {
  switch (event.kind) {
    case 'called':
      if (event.pupil === state.pupil) return same(state);
      return same({ ...state, ...clear, pupil: event.pupil, visit: state.visit + 1 });
    case 'shutter':
      return shutter(state, event);
    case 'taken':
      return taken(state, event);
    case 'missed':
      return missed(state, event);
    case 'pictureCame':
      return same(state.troubleUntilPicture ? { ...state, trouble: null, troubleUntilPicture: false } : state);
    case 'stored':
      if (state.stage === null || state.stage.shotId !== event.shotId) return same(state);
      return same({ ...state, stage: { ...state.stage, captureId: event.captureId, gate: event.gate } });
    case 'notStored':
      if (state.stage !== null && state.stage.shotId === event.shotId)
        return same({ ...state, ...clear, wantsLive: true, fault: event.fault });
      return { state, effects: [{ kind: 'lost', pupil: event.pupil, why: 'notStored' }] };
    case 'found':
      if (event.pupil !== state.pupil || phaseOf(state) !== 'live' || state.wantsLive || state.trouble !== null)
        return same(state);
      return same({ ...state, stage: stored(event.captureId) });
    case 'chosen':
      if (event.pupil !== state.pupil || phaseOf(state) === 'taking' || state.completing) return same(state);
      return same({ ...state, ...clear, wantsLive: true, stage: stored(event.captureId) });
    case 'looked':
      if (state.stage === null || state.stage.shownAt !== null) return same(state);
      return same({ ...state, stage: { ...state.stage, shownAt: event.at } });
    case 'retake':
      if (state.stage === null || state.completing) return same(state);
      return same({ ...state, ...clear, wantsLive: true, retakes: state.retakes + 1 });
    case 'enter':
      return enter(state, event);
    case 'completed':
      return same(event.pupil === state.pupil ? { ...state, completing: false } : state);
  }
}

function shutter<P>(state: ShotState<P>, { pupil, way }: Extract<ShotEvent<P>, { kind: 'shutter' }>): Step<P> {
  if (pupil !== state.pupil || phaseOf(state) !== 'live') return same(state);
  // the still camera is one device: two at once would leave open whose picture comes first
  if (way === 'still' && state.flights.some((flight) => flight.way === 'still'))
    return same({ ...state, trouble: '备用摄像头还在拍上一张。过几秒再按空格', troubleUntilPicture: false });
  const shotId = state.lastShotId + 1;
  const flights = [...state.flights, { shotId, pupil, visit: state.visit, way }];
  const next = { ...state, ...clear, wantsLive: true, lastShotId: shotId, flights };
  return { state: next, effects: [{ kind: 'grab', shotId, way }] };
}

function taken<P>(state: ShotState<P>, event: Extract<ShotEvent<P>, { kind: 'taken' }>): Step<P> {
  const flight = state.flights.find(({ shotId }) => shotId === event.shotId);
  if (flight === undefined) return same(state);
  const landed = { ...state, flights: state.flights.filter((one) => one !== flight) };
  const { shotId, pupil } = flight;
  const isHere = flight.visit === state.visit;
  // a still is exposed seconds after the key: once somebody else was called nobody knows who sat there
  if (!isHere && flight.way === 'still') return { state: landed, effects: [{ kind: 'lost', pupil, why: 'called' }] };
  const stage = { shotId, picture: event.picture, captureId: null, gate: null, shownAt: null };
  return {
    state: isHere ? { ...landed, stage } : landed,
    effects: [{ kind: 'store', shotId, pupil, picture: event.picture }],
  };
}

function missed<P>(state: ShotState<P>, event: Extract<ShotEvent<P>, { kind: 'missed' }>): Step<P> {
  const flight = state.flights.find(({ shotId }) => shotId === event.shotId);
  if (flight === undefined) return same(state);
  const landed = { ...state, flights: state.flights.filter((one) => one !== flight) };
  if (flight.visit === state.visit)
    return same({ ...landed, trouble: event.sentence, troubleUntilPicture: event.untilPicture });
  return { state: landed, effects: [{ kind: 'lost', pupil: flight.pupil, why: 'notMade' }] };
}

function enter<P>(state: ShotState<P>, { pupil, at }: Extract<ShotEvent<P>, { kind: 'enter' }>): Step<P> {
  const { stage } = state;
  if (pupil !== state.pupil || stage === null || state.completing) return same(state);
  if (stage.captureId === null || stage.shownAt === null || at - stage.shownAt < LOOK_AT_LEAST_MS) return same(state);
  return {
    state: { ...state, completing: true },
    effects: [{ kind: 'complete', pupil, captureId: stage.captureId }],
  };
}

function stored(captureId: string): OnStage<never> {
  return { shotId: null, picture: null, captureId, gate: null, shownAt: null };
}

function same<P>(state: ShotState<P>): Step<P> {
  return { state, effects: [] };
}
