const POLITE_GAP_MS = 5_000;

let politeAt = Number.NEGATIVE_INFINITY;
let waiting: ReturnType<typeof setTimeout> | null = null;

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
  if (waiting !== null) clearTimeout(waiting);
  const say = () => {
    waiting = null;
    politeAt = performance.now();
    region('polite').textContent = sentence;
  };
  const rest = politeAt + POLITE_GAP_MS - performance.now();
  if (rest <= 0) say();
  else waiting = setTimeout(say, rest);
}
