import { daysBetween, isRealDate } from '#shared/lib/plain-date.ts';
import type { FactName } from '#shared/regulation/facts.ts';

/** Facts whose values are words or numbers of a list: any other one is the next. */
const words: ReadonlySet<FactName> = new Set<FactName>([
  'actorRole',
  'documentNumber',
  'documentState',
  'documentType',
  'dueStep',
  'enrolmentNo',
  'entryCategory',
  'householdPlace',
  'photoVerdict',
  'pupilCategory',
  'schoolKind',
  'status',
]);

/** How two values of a fact lie one step apart, e.g. `day` or `one element`; null = they are further apart, or the same. */
export function stepBetween(fact: FactName, a: unknown, b: unknown): string | null {
  if (JSON.stringify(a) === JSON.stringify(b)) return null;
  if (a === null || b === null) return 'there or not';
  if (typeof a === 'boolean' && typeof b === 'boolean') return 'yes or no';
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) === 1 ? 'one' : null;
  if (typeof a === 'string' && typeof b === 'string') return words.has(fact) ? 'word' : stepOfText(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return stepOfList(fact, a, b);
  if (typeof a === 'object' && typeof b === 'object') return stepOfParts(fact, { ...a }, { ...b });
  return null;
}

function stepOfText(a: string, b: string): string | null {
  if (isRealDate(a) && isRealDate(b)) return Math.abs(daysBetween(a, b)) === 1 ? 'day' : null;
  if (a.endsWith('Z') && b.endsWith('Z')) return Math.abs(Date.parse(a) - Date.parse(b)) === 1 ? 'millisecond' : null;
  return isOneCharacterAway(a, b) ? 'character' : null;
}

/** One character put in, taken out or replaced. */
function isOneCharacterAway(a: string, b: string): boolean {
  const [short, long] = [[...a], [...b]].sort((one, other) => one.length - other.length) as [string[], string[]];
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  const rest = long.slice(same + 1).join('');
  return (
    rest === short.slice(same).join('') || (short.length === long.length && rest === short.slice(same + 1).join(''))
  );
}

function stepOfList(fact: FactName, a: readonly unknown[], b: readonly unknown[]): string | null {
  if (a.length === b.length) return stepOfParts(fact, { ...a }, { ...b });
  const [short, long] = [a, b]
    .map((list) => list.map((one) => JSON.stringify(one)))
    .sort((x, y) => x.length - y.length);
  const more = (long ?? []).filter((one) => !short?.includes(one));
  return long?.length === (short?.length ?? 0) + 1 && more.length === 1 ? 'one element' : null;
}

/** One part of an object or list differs, by one step. */
function stepOfParts(fact: FactName, a: Record<string, unknown>, b: Record<string, unknown>): string | null {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const other = keys.filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
  const [key] = other;
  return other.length === 1 && key !== undefined ? stepBetween(fact, a[key], b[key]) : null;
}
