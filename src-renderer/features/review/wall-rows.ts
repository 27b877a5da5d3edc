import type { Output } from '#shared/contract/index.ts';

export type WallPhoto = Output<'photo.wall'>['photos'][number];
type LookAlike = WallPhoto['gate']['lookAlikes'][number];

/** Where a tile stands in the bracket round photos that look the same; null = in none. */
export type InBracket = 'first' | 'middle' | 'last' | null;

/** A place on the wall: a photo of the list, or, only to be looked at, the twin of one that is not in the list. */
export type WallCell =
  | { readonly kind: 'photo'; readonly photo: WallPhoto; readonly bracket: InBracket }
  | { readonly kind: 'elsewhere'; readonly twin: LookAlike; readonly bracket: InBracket };
export type WallRow = readonly WallCell[];

type Member = WallPhoto | LookAlike;
const isPhoto = (member: Member): member is WallPhoto => 'gate' in member;

/**
 * The photos in rows of `columns`, in the order given (worst first). Photos that look the same stand side by side at the
 * place of the worst of them; what follows fills the room that a bracket leaves at the end of a row.
 */
export function wallRows(photos: readonly WallPhoto[], columns: number): readonly WallRow[] {
  const waiting = groupsOf(photos);
  const rows: WallCell[][] = [];
  let row: WallCell[] = [];
  while (waiting.length > 0) {
    const room = columns - row.length;
    const fits = room === 0 ? -1 : waiting.findIndex((group) => group.length <= room);
    if (fits === -1 && row.length > 0) {
      rows.push(row);
      row = [];
      continue;
    }
    const [group] = fits === -1 ? waiting.splice(0, 1) : waiting.splice(fits, 1);
    // more of one face than a row holds: a bracket in each row
    for (let at = 0; at < (group?.length ?? 0); at += columns) {
      row.push(...bracketed(group?.slice(at, at + columns) ?? []));
      if (row.length < columns) break;
      rows.push(row);
      row = [];
    }
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** Each photo once: alone, or with those that look like it and with their look-alikes. */
function groupsOf(photos: readonly WallPhoto[]): Member[][] {
  const byPupil = new Map(photos.map((photo) => [photo.candidacyId, photo]));
  const placed = new Set<string>();
  return photos.flatMap((photo) => {
    if (placed.has(photo.candidacyId)) return [];
    const group: Member[] = [photo];
    placed.add(photo.candidacyId);
    for (const member of group) {
      for (const twin of isPhoto(member) ? member.gate.lookAlikes : []) {
        if (placed.has(twin.candidacyId)) continue;
        const here = byPupil.get(twin.candidacyId);
        // a twin from elsewhere may look like several of the list: it is shown beside each of their groups
        if (here) placed.add(twin.candidacyId);
        if (here || !group.some((one) => one.candidacyId === twin.candidacyId)) group.push(here ?? twin);
      }
    }
    return [group];
  });
}

function bracketed(members: readonly Member[]): WallCell[] {
  const last = members.length - 1;
  return members.map((member, at) => {
    const bracket = last === 0 ? null : at === 0 ? 'first' : at === last ? 'last' : 'middle';
    return isPhoto(member) ? { kind: 'photo', photo: member, bracket } : { kind: 'elsewhere', twin: member, bracket };
  });
}

/** Row and column of a pupil; the first place where the pupil is not on the wall. */
export function placeOf(rows: readonly WallRow[], candidacyId: string | null): { row: number; column: number } {
  const isThere = (cell: WallCell) => cell.kind === 'photo' && cell.photo.candidacyId === candidacyId;
  const row = rows.findIndex((cells) => cells.some(isThere));
  return row === -1 ? { row: 0, column: 0 } : { row, column: rows[row]?.findIndex(isThere) ?? 0 };
}

/** Who is reached from `from` by a key of movement; null = the key does not move. `page` = rows in sight. */
export function moveOnWall(rows: readonly WallRow[], from: string | null, code: string, page: number): string | null {
  const order = rows.flat().flatMap((cell) => (cell.kind === 'photo' ? [cell.photo.candidacyId] : []));
  const at = Math.max(0, from === null ? 0 : order.indexOf(from));
  const { row, column } = placeOf(rows, from);
  const down: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  const by = down[code];
  if (by !== undefined) return nearestIn(rows[clamp(row + by, rows.length)] ?? [], column);
  const aside: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: order.length };
  const to = aside[code];
  return to === undefined ? null : (order[clamp(to, order.length)] ?? null);
}

function nearestIn(cells: WallRow, column: number): string | null {
  const found = cells
    .flatMap((cell, at) => (cell.kind === 'photo' ? [{ id: cell.photo.candidacyId, off: Math.abs(at - column) }] : []))
    .toSorted((one, other) => one.off - other.off);
  return found[0]?.id ?? null;
}

function clamp(at: number, count: number): number {
  return Math.min(Math.max(at, 0), count - 1);
}
