/** What a burst of keys must look like to be a scanner or card reader, not a hand. */
const SCAN = { leastCharacters: 6, meanGapMs: 30, endWithinMs: 60, pauseMs: 120, sameCardMs: 3_000 } as const;

export type ScanKey = {
  readonly code: string;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly at: number;
};

export type ScanVerdict =
  /** a hand, or nothing yet */
  | { readonly kind: 'none' }
  /** first character of what may become a burst: remember what the field holds */
  | { readonly kind: 'begun' }
  /** Enter or Tab ended a burst: swallow it. `again` = the same card within three seconds */
  | { readonly kind: 'scanned'; readonly text: string; readonly again: boolean };

/** The character of a physical key, independent of layout and input method; null for keys that no scanner sends. */
function characterOf(code: string): string | null {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code);
  if (digit) return digit[1]!;
  const letter = /^Key([A-Z])$/.exec(code);
  if (letter) return letter[1]!;
  return code === 'Minus' || code === 'NumpadSubtract' ? '-' : null;
}

/**
 * Recognises bursts: 6 or more characters, mean gap ≤ 30 ms, ended by Enter or Tab within 60 ms. Times in milliseconds
 * on one clock (`timeStamp` of the events: a busy screen does not stretch it). A gap of up to 120 ms inside is a hiccup of
 * the device; a longer one ends what came before. Letters come out in upper case, because identity and enrolment numbers are.
 */
export function createScanDetector(): (key: ScanKey) => ScanVerdict {
  let text = '';
  let firstAt = 0;
  let lastAt = 0;
  let former = { text: '', at: Number.NEGATIVE_INFINITY };

  return (key) => {
    if (/^(Shift|Control|Alt|Meta)(Left|Right)$/.test(key.code)) return { kind: 'none' };
    if (key.code === 'Enter' || key.code === 'NumpadEnter' || key.code === 'Tab') {
      const done = text;
      const gaps = done.length - 1;
      const isBurst =
        done.length >= SCAN.leastCharacters &&
        (lastAt - firstAt) / gaps <= SCAN.meanGapMs &&
        key.at - lastAt <= SCAN.endWithinMs;
      text = '';
      if (!isBurst) return { kind: 'none' };
      const again = former.text === done && key.at - former.at < SCAN.sameCardMs;
      former = { text: done, at: key.at };
      return { kind: 'scanned', text: done, again };
    }
    const character = key.repeat ? null : characterOf(key.code);
    if (character === null) {
      text = '';
      return { kind: 'none' };
    }
    // a pause ends what came before: a hand that typed, then a card that was laid down
    const begins = text === '' || key.at - lastAt > SCAN.pauseMs;
    text = begins ? character : text + character;
    if (begins) firstAt = key.at;
    lastAt = key.at;
    return begins ? { kind: 'begun' } : { kind: 'none' };
  };
}
