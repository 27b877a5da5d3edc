import { z } from 'zod';
import { canonicalJson } from '../lib/canonical-json.ts';
import { parseWireJson } from './signed-text.ts';

/** Ids in one piece; a desk with more of them writes several. */
const idsPerPiece = 5000;

/**
 * What a desk's file knows of, in front of the records of its parcel: so the region sees what a file that was put back from a
 * backup has lost, and its answer brings that back (docs/sync-protocol.md, "Parcels").
 */
const deskHolds = z.strictObject({
  v: z.literal(1),
  kind: z.literal('holds'),
  /** the desk's highest number when this opening of its file began */
  startsAfter: z.int().min(0),
  /** messages that were made here or came back, whatever became of them */
  ids: z.array(z.uuid()).max(idsPerPiece),
});

/** The same of what was told beside the records; a desk that says it reads them in the answer. */
const deskHoldsChanges = z.strictObject({
  v: z.literal(1),
  kind: z.literal('holdsChanges'),
  ids: z.array(z.uuid()).max(idsPerPiece),
});

const held = z.discriminatedUnion('kind', [deskHolds, deskHoldsChanges]);
export type DeskHolds = z.infer<typeof held>;

/** The pieces that say what is known here; at least one of each, also where nothing is. */
export function buildDeskHolds(known: {
  readonly startsAfter: number;
  readonly ids: readonly string[];
  readonly changeIds: readonly string[];
}): readonly string[] {
  const { startsAfter } = known;
  return [
    ...groups(known.ids).map((ids) => canonicalJson(held.parse({ v: 1, kind: 'holds', startsAfter, ids }))),
    ...groups(known.changeIds).map((ids) => canonicalJson(held.parse({ v: 1, kind: 'holdsChanges', ids }))),
  ];
}

function groups(ids: readonly string[]): readonly (readonly string[])[] {
  const pieces = Math.max(1, Math.ceil(ids.length / idsPerPiece));
  return Array.from({ length: pieces }, (_none, at) => ids.slice(at * idsPerPiece, (at + 1) * idsPerPiece));
}

/** True for a piece that is text, as these are; a record frame begins otherwise. */
export function isTextPiece(piece: Uint8Array): boolean {
  return piece[0] === 0x7b;
}

/** Reads the text of such a piece; null when it is none. */
export function readDeskHolds(text: string): DeskHolds | null {
  const parsed = held.safeParse(parseWireJson(text));
  return parsed.success ? parsed.data : null;
}
