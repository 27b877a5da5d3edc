const POLITE_GAP_MS = 5_000;

let politeAt = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | null = null;
/** what an act has to say, and what the picture shows, each the latest that has not been said */
let act: string | null = null;
let tip: string | null = null;

function region(politeness: 'polite' | 'assertive'): HTMLElement {
  const id = `live-${politeness}`;
  const existing = document.getElementById(id);
  if (existing) return existing;
  const made = document.createElement('div');
  made.id = id;
  made.className = 'only-spoken';
  made.setAttribute('role', politeness === 'assertive' ? 'alert' : 'status');
  made.setAttribute('aria-live', politeness);
  document.body.append(made);
  return made;
}

/**
 * Says a sentence to screen readers. Polite sentences (states, saved) come at most every 5 seconds, the latest wins;
 * assertive ones (refusal, broken) at once.
 */
export function announce(sentence: string, politeness: 'polite' | 'assertive' = 'polite'): void {
  if (politeness === 'assertive') {
    region('assertive').textContent = sentence;
    return;
  }
  act = sentence;
  sayWhenDue();
}

/** Says what the picture shows now, politely and behind what an act has to say: that a record is closed is not lost to a tip. */
export function announceTip(sentence: string): void {
  tip = sentence;
  sayWhenDue();
}

function sayWhenDue(): void {
  if (timer !== null) return;
  const rest = politeAt + POLITE_GAP_MS - performance.now();
  if (rest <= 0) say();
  else timer = setTimeout(say, rest);
}

function say(): void {
  timer = null;
  const sentence = act ?? tip;
  if (sentence === null) return;
  if (act === null) tip = null;
  act = null;
  politeAt = performance.now();
  region('polite').textContent = sentence;
  if (tip !== null) sayWhenDue();
}
