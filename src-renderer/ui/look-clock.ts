/** A key that confirms a picture counts no sooner than this after the picture is on the screen, ms. */
export const LOOK_AT_LEAST_MS = 400;
/** Each further picture of many takes the eye this much longer, up to the second figure, ms. */
const LOOK_AT_EACH_MS = 50;
const LOOK_AT_MANY_MS = 2000;

/** Counts since when the thing that a key would confirm is really on the screen. */
export type LookClock = {
  /** this is what a key would act on from now on; whatever is new there has not been seen */
  readonly turnTo: (what: string | null) => void;
  /** it is on the screen */
  readonly show: (what: string) => void;
  /** whoever presses a key now has had the time to see it */
  readonly isSeen: () => boolean;
};

/** `now`: monotonic milliseconds. */
export function startLookClock(now: () => number): LookClock {
  let what: string | null = null;
  let since: number | null = null;
  return {
    turnTo: (next) => {
      if (next === what) return;
      what = next;
      since = null;
    },
    show: (shown) => {
      // a picture that comes late belongs to something that is no longer under the key
      if (shown === what) since ??= now();
    },
    isSeen: () => since !== null && now() - since >= LOOK_AT_LEAST_MS,
  };
}

/** Counts since when all of many pictures are on the screen. */
export type LookCount = {
  /** this one is on the screen */
  readonly show: (what: string) => void;
  /** how many are not */
  readonly missing: () => number;
  /** whoever presses a key now has had the time to see them all; longer, the more there are */
  readonly isSeen: () => boolean;
};

/** `now`: monotonic milliseconds. */
export function startLookCount(wanted: readonly string[], now: () => number): LookCount {
  const open = new Set(wanted);
  const least = Math.min(LOOK_AT_LEAST_MS + LOOK_AT_EACH_MS * Math.max(0, open.size - 1), LOOK_AT_MANY_MS);
  let since: number | null = open.size === 0 ? now() : null;
  return {
    show: (what) => {
      if (open.delete(what) && open.size === 0) since = now();
    },
    missing: () => open.size,
    isSeen: () => since !== null && now() - since >= least,
  };
}
