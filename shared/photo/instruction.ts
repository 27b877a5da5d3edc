import { neverOverridden } from './never-overridden.ts';
import type { PhotoCause, PhotoCauseCode, PhotoMeasurements, PhotoVerdict } from './photo-cause.ts';
import { isStill, type Pose } from './pose.ts';

/** What is mended first: a face that is there, then where it is, how it is held, how it is lit, what is behind it. */
const order: readonly PhotoCauseCode[] = [
  'NO_FACE',
  'MULTIPLE_FACES',
  'FACE_TOO_SMALL',
  'FACE_TOO_LARGE',
  'FACE_WIDTH',
  'OFF_CENTRE',
  'CROP_OUTSIDE',
  'CROWN_PLACE',
  'EYES_PLACE',
  'ROLL',
  'YAW',
  'PITCH',
  'FACE_PARTLY_HIDDEN',
  'DARK_GLASSES',
  'HEADWEAR',
  'EYES_CLOSED',
  'MOUTH_OPEN',
  'GLARE',
  'TOO_DARK',
  'TOO_BRIGHT',
  'BACK_LIGHT',
  'UNEVEN_LIGHT',
  'LOW_CONTRAST',
  'COLOUR_CAST',
  'BG_COLOUR',
  'BG_NOT_WHITE',
  'BG_UNEVEN',
  'BLURRED',
  'NOISE',
  'LOW_FACE_DETAIL',
  'LOW_RESOLUTION',
  'COMPRESSED',
  'MIRRORED',
  'TOO_MANY_BYTES',
];

/** What bad light makes of a frame. Light only warns, but it is what has to be mended first. */
const light: readonly PhotoCauseCode[] = ['TOO_DARK', 'TOO_BRIGHT', 'BACK_LIGHT'];
const followsLight: readonly PhotoCauseCode[] = [
  'LOW_CONTRAST',
  'LOW_FACE_DETAIL',
  'NOISE',
  'BLURRED',
  'COLOUR_CAST',
  'BG_COLOUR',
  'BG_NOT_WHITE',
  'BG_UNEVEN',
];

/** Shorter, and nobody has read it. */
const STANDS_MS = 700;
/** A cause has to be seen twice before it takes the place of another: one odd frame says nothing. */
const SEEN_TIMES = 2;
/** Equal good verdicts in a row before the screen says good. */
export const GOOD_TIMES = 3;
/** So long without a good frame, and the way of the second person is offered. */
const PATIENCE_MS = 20_000;

/** One frame as the gate saw it. `at` in ms of any clock that only goes forward. */
export type Sight = {
  readonly at: number;
  readonly verdict: PhotoVerdict;
  readonly measurements: PhotoMeasurements;
  readonly pose: Pose | null;
};

/** The one thing said now: nothing yet, a cause to mend, or good. */
export type Instruction =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'mend'; readonly cause: PhotoCause; readonly measurements: PhotoMeasurements }
  | { readonly kind: 'good' };

export type Guidance = {
  readonly instruction: Instruction;
  /** equal passing verdicts in a row, 0–3: the dots of 稳定 */
  readonly steps: number;
  /** 很好，别动 has been said, it still is, and the head hardly moved: the automatic shot may go now */
  readonly steady: boolean;
  /** not one passing frame for 20 s although somebody sits there, and a second person could let this one pass */
  readonly offersSecondPerson: boolean;
  /** what the next sight is compared with */
  readonly memory: {
    readonly since: number;
    readonly rival: string | null;
    readonly rivalSeen: number;
    readonly lastKind: PhotoVerdict['verdict'] | null;
    readonly pose: Pose | null;
    readonly stillTimes: number;
    readonly wantingSince: number | null;
  };
};

/** Before the first look, and after each pupil or shot. */
export const noGuidance: Guidance = {
  instruction: { kind: 'waiting' },
  steps: 0,
  steady: false,
  offersSecondPerson: false,
  memory: { since: 0, rival: null, rivalSeen: 0, lastKind: null, pose: null, stillTimes: 0, wantingSince: null },
};

/**
 * The cause to mend first: those that refuse the photo before warnings, each in the order of the sitting; bad light
 * before what comes of it. Null where there is none.
 */
export function firstCause(causes: readonly PhotoCause[]): PhotoCause | null {
  const [first] = causes.toSorted((one, other) => rank(one) - rank(other));
  if (first === undefined) return null;
  const source = followsLight.includes(first.code) ? causes.find(({ code }) => light.includes(code)) : undefined;
  return source ?? first;
}

function rank({ code, severity }: PhotoCause): number {
  return order.indexOf(code) + (severity === 'reject' ? 0 : order.length);
}

/**
 * Takes in one more frame. An instruction stands for 700 ms unless what it asks for is done; another one has to be seen
 * twice, 很好 three times; so the words are calm while the verdicts are not. A frame with warnings passes: it counts for
 * the dots, but never for the automatic shot.
 */
export function guide(before: Guidance, sight: Sight): Guidance {
  const { memory } = before;
  const kind = sight.verdict.verdict;
  const isPassing = kind !== 'bad';
  const steps = !isPassing ? 0 : Math.min(kind === memory.lastKind ? before.steps + 1 : 1, GOOD_TIMES);
  const stillTimes = isStill(memory.pose, sight.pose) ? memory.stillTimes + 1 : 0;
  const wantingSince = wanting(before, sight, isPassing);
  const said = say(before, sight);
  return {
    instruction: said.instruction,
    steps,
    steady: kind === 'good' && before.instruction.kind === 'good' && stillTimes >= GOOD_TIMES - 1,
    offersSecondPerson:
      wantingSince !== null &&
      sight.at - wantingSince >= PATIENCE_MS &&
      neverOverridden(sight.verdict.causes).length === 0,
    memory: {
      since: said.since,
      rival: said.rival,
      rivalSeen: said.rivalSeen,
      lastKind: kind,
      pose: sight.pose,
      stillTimes,
      wantingSince,
    },
  };
}

/** Since when somebody has been waiting for a passing frame. An empty chair neither starts the clock nor stops it. */
function wanting({ memory }: Guidance, { at, verdict }: Sight, isPassing: boolean): number | null {
  if (isPassing) return null;
  const isEmpty = verdict.causes.some(({ code }) => code === 'NO_FACE');
  return memory.wantingSince ?? (isEmpty ? null : at);
}

type Said = {
  readonly instruction: Instruction;
  readonly since: number;
  readonly rival: string | null;
  readonly rivalSeen: number;
};

function say({ instruction, memory }: Guidance, { at, verdict, measurements }: Sight): Said {
  const first = firstCause(verdict.causes);
  const wanted: Instruction = first === null ? { kind: 'good' } : { kind: 'mend', cause: first, measurements };
  const name = nameOf(wanted);
  // the same, with the newest value: nothing new to read
  if (name === nameOf(instruction)) return { instruction: wanted, since: memory.since, rival: null, rivalSeen: 0 };
  const rivalSeen = name === memory.rival ? memory.rivalSeen + 1 : 1;
  const enough = instruction.kind === 'waiting' ? 1 : SEEN_TIMES;
  const isSeen = rivalSeen >= (wanted.kind === 'good' ? GOOD_TIMES : enough);
  const isFree = isSolved(instruction, verdict) || at - memory.since >= STANDS_MS;
  if (isSeen && isFree) return { instruction: wanted, since: at, rival: null, rivalSeen: 0 };
  return { instruction, since: memory.since, rival: name, rivalSeen };
}

function isSolved(instruction: Instruction, { causes }: PhotoVerdict): boolean {
  return instruction.kind !== 'mend' || !causes.some(({ code }) => code === instruction.cause.code);
}

function nameOf(instruction: Instruction): string {
  return instruction.kind === 'mend' ? instruction.cause.code : instruction.kind;
}
