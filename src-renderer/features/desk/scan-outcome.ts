import type { Output } from '#shared/contract/index.ts';
import type { DeskSheet } from './sheet.ts';

type Hit = Output<'desk.search'>[number];

/** What a scanned number means while one pupil is open. It never presses a button. */
export type ScanOutcome =
  /** the open pupil's own document: it counts as read */
  | { readonly kind: 'ownDocument'; readonly documentNumber: string }
  /** the open pupil, found by another number */
  | { readonly kind: 'same' }
  | { readonly kind: 'other'; readonly pupil: Hit }
  | { readonly kind: 'several'; readonly pupils: readonly Hit[] }
  | { readonly kind: 'unknown'; readonly text: string };

const SHORTEST_DOCUMENT = 8;

/** Judges a scan by what the search found. A document number shows itself by its last four characters. */
export function scanOutcome(text: string, hits: readonly Hit[], sheet: DeskSheet | null): ScanOutcome {
  const own = sheet === null ? undefined : hits.find((hit) => hit.candidacyId === sheet.line.candidacyId);
  if (own !== undefined) {
    const isDocument = text.length >= SHORTEST_DOCUMENT && text.endsWith(own.documentLastFour);
    return isDocument ? { kind: 'ownDocument', documentNumber: text } : { kind: 'same' };
  }
  const [first] = hits;
  if (first === undefined) return { kind: 'unknown', text };
  return hits.length === 1 ? { kind: 'other', pupil: first } : { kind: 'several', pupils: hits };
}
