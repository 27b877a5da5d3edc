/** A key that confirms a picture counts no sooner than this after the picture is on the screen, ms. */
export const LOOK_AT_LEAST_MS = 400;

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
