import type { StatusShapeName } from '../ui/status-shapes.tsx';
import type { Tone } from '../ui/tokens.ts';

/** Shape and colour of what the gate said of a shot; the words stand beside them, each place has its own. */
export const verdictLooks = {
  good: { tone: 'done', shape: 'tick' },
  warn: { tone: 'returned', shape: 'flag' },
  bad: { tone: 'refused', shape: 'stop' },
  notMeasured: { tone: 'waiting', shape: 'hollow' },
} as const satisfies Readonly<Record<string, { readonly tone: Tone; readonly shape: StatusShapeName }>>;
