import { useMemo, useRef, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { announce } from '../../ui/announce.ts';
import { inParts, merged } from './many-results.ts';
import { itemsOf, type Judged, type ManyResult, type ReviewLine } from './review-line.ts';
import { landingPlace, pageBeside, type WallPages } from './wall-pages.ts';
import { type WallPhoto, wallRows } from './wall-rows.ts';

export type ReviewScope = 'waiting' | 'all';
type Filter = { readonly day: string | null; readonly classId: string | null; readonly scope: ReviewScope };
/** A page that was turned to, and from which side. */
type Turned = { readonly page: number; readonly cameFrom: 'before' | 'after' };
const firstPage: Turned = { page: 0, cameFrom: 'before' };

export type ReviewWork = Filter & {
  readonly choose: (change: Partial<Filter>) => void;
  /** days on which photos were taken */
  readonly days: readonly string[];
  /** of the wall, worst first */
  readonly photos: readonly WallPhoto[];
  /** the wall shows one act's worth at a time */
  readonly pages: WallPages;
  /** how many photos there are on all pages */
  readonly total: number;
  /** turns to the page before or after this one, and selects whoever comes next there; false = there is none */
  readonly turn: (by: 1 | -1) => boolean;
  /** what the rules found besides, by pupil */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** records that wait for review, flagged ones first */
  readonly lines: readonly ReviewLine[];
  readonly selected: Judged | null;
  /** the record of the selected photo, where it waits for review */
  readonly selectedLine: ReviewLine | null;
  readonly selectedPhoto: WallPhoto | null;
  /** everything that is shown now */
  readonly page: readonly Judged[];
  readonly marked: ReadonlySet<string>;
  readonly markedPage: readonly Judged[];
  readonly select: (candidacyId: string) => void;
  /** on to the next or back to the one before, on this page */
  readonly step: (by: 1 | -1) => void;
  /** as `step`, and past the ends of the page to the one beside it */
  readonly walk: (by: 1 | -1) => void;
  readonly toNextFlagged: () => void;
  readonly toggleMark: (candidacyId: string) => void;
  readonly approve: (decided: readonly Judged[]) => Promise<boolean>;
  readonly result: { readonly verb: string; readonly lines: ManyResult } | null;
  readonly tell: (verb: string, lines: ManyResult) => void;
  readonly isLoaded: boolean;
  readonly fault: Fault | null;
  readonly refetch: () => Promise<void>;
};

/** People, selection, marks and decisions of the review page, the same for wall and list. */
export function useReviewWork(view: 'wall' | 'list', classId: string | null, candidacyId: string | null): ReviewWork {
  const initial = useRef<Filter>({ day: null, classId, scope: 'waiting' });
  const [filter, setFilter] = useState<Filter>(initial.current);
  const [asked, setAsked] = useState(candidacyId);
  const [turned, setTurned] = useState(firstPage);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [result, setResult] = useState<ReviewWork['result']>(null);
  const question = { day: filter.day, classId: filter.classId, waitingOnly: filter.scope === 'waiting' };
  const wall = useDeskQuery(
    'photo.wall',
    { ...question, page: view === 'wall' ? turned.page : 0 },
    { keepPrevious: true },
  );
  const list = useDeskQuery(
    'review.list',
    { stage: 'completed', classId: filter.classId, day: filter.day },
    { keepPrevious: true },
  );
  const approval = useCommand('review.approve');

  const photos = wall.value?.photos ?? empty;
  // somebody who was looked for by name may be past review: then all photos of the class are shown
  const isUntouched = filter === initial.current && turned === firstPage && !wall.isFormer;
  const isMissing =
    isUntouched &&
    wall.value !== undefined &&
    candidacyId !== null &&
    !photos.some((one) => one.candidacyId === candidacyId);
  const sought = useDeskQuery('review.sheet', candidacyId === null ? null : { candidacyId }, { enabled: isMissing });
  const soughtClass = sought.value?.line.classId ?? null;
  if (isMissing && soughtClass !== null) setFilter({ day: null, classId: soughtClass, scope: 'all' });
  const lines = flaggedFirst(list.value ?? []);
  const flags = useMemo(
    () => new Map((list.value ?? []).map((line) => [line.candidacyId, flagsBesidesPhoto(line)])),
    [list.value],
  );
  const gates = useMemo(() => new Map(photos.map((one) => [one.candidacyId, one.gate])), [photos]);
  // as they stand on the wall: those that look the same beside each other
  const order = useMemo(() => wallRows(photos, Number.MAX_SAFE_INTEGER).flat(), [photos]);
  const page: readonly Judged[] =
    view === 'wall'
      ? order.flatMap((cell) => (cell.kind === 'photo' ? [cell.photo] : []))
      : lines.map((line) => ({ ...line, gate: gates.get(line.candidacyId) ?? null }));
  const found = page.findIndex((one) => one.candidacyId === asked);
  const at = found >= 0 ? found : landingPlace(page.length, asked === null ? turned.cameFrom : 'before');
  // what is still on the screen answers the question before: no key may act on it
  const selected = wall.isFormer || (view === 'list' && list.isFormer) ? null : (page[at] ?? null);
  const has = (id: string): boolean => (flags.get(id)?.length ?? 0) > 0 || (gates.get(id)?.causes.length ?? 0) > 0;

  const days = wall.value?.days ?? [];
  const pages = wall.value ?? { page: 0, pages: 1 };
  const step = (by: 1 | -1): void => {
    const to = page[Math.min(Math.max(at + by, 0), page.length - 1)];
    if (to) setAsked(to.candidacyId);
  };
  const turn = (by: 1 | -1): boolean => {
    const to = wall.isFormer || view !== 'wall' ? null : pageBeside(pages, by);
    if (to === null) return false;
    setTurned({ page: to, cameFrom: by > 0 ? 'before' : 'after' });
    setAsked(null);
    return true;
  };
  const refetch = async (): Promise<void> => {
    await Promise.all([wall.refetch(), list.refetch()]);
  };
  const approve = async (decided: readonly Judged[]): Promise<boolean> => {
    const left = (one: Judged) => !decided.includes(one);
    const after = page.slice(at + 1).find(left) ?? page.find(left);
    const parts: ManyResult[] = [];
    for (const items of inParts(itemsOf(decided))) {
      const reply = await approval.run({ items });
      if (!reply.ok) {
        // what went through before it is decided all the same, and is told
        if (parts.length > 0) {
          setResult({ verb: '已通过', lines: merged(parts) });
          await refetch();
        }
        return false;
      }
      parts.push(reply.value);
    }
    const lines = merged(parts);
    setResult({ verb: '已通过', lines });
    announce(`已通过 ${lines.done.length} 件`);
    if (after) setAsked(after.candidacyId);
    await refetch();
    return true;
  };
  return {
    ...filter,
    choose: (change) => {
      setResult(null);
      setTurned(firstPage);
      setFilter((now) => withSomewhere({ ...now, ...change }, days));
    },
    days,
    photos,
    pages,
    total: wall.value?.total ?? 0,
    turn,
    flags,
    lines,
    selected,
    selectedLine: lines.find((line) => line.candidacyId === selected?.candidacyId) ?? null,
    selectedPhoto: photos.find((one) => one.candidacyId === selected?.candidacyId) ?? null,
    page,
    marked,
    markedPage: page.filter((one) => marked.has(one.candidacyId)),
    select: setAsked,
    step,
    walk: (by) => {
      if (page[at + by] !== undefined || !turn(by)) step(by);
    },
    toNextFlagged: () => {
      const flagged = [...page.slice(at + 1), ...page.slice(0, at + 1)].find((one) => has(one.candidacyId));
      if (flagged) setAsked(flagged.candidacyId);
    },
    toggleMark: (id) =>
      setMarked((now) => {
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    approve,
    result,
    tell: (verb, told) => {
      setResult({ verb, lines: told });
      setMarked((now) => new Set([...now].filter((id) => !told.done.includes(id))));
    },
    isLoaded: wall.value !== undefined && list.value !== undefined,
    fault: wall.fault ?? list.fault ?? approval.fault,
    refetch,
  };
}

/** All photos there ever were are no page of work: without day and class it is the last day. */
function withSomewhere(filter: Filter, days: readonly string[]): Filter {
  const isNowhere = filter.scope === 'all' && filter.day === null && filter.classId === null;
  return isNowhere ? { ...filter, day: days[0] ?? null } : filter;
}

const empty: readonly WallPhoto[] = [];

/** The wall says itself what the gate found: of the rules' sentences only the others. */
function flagsBesidesPhoto(line: ReviewLine): readonly string[] {
  return line.findingSentences.filter((sentence) => !sentence.startsWith('照片'));
}

/** What needs eyes comes first; the order in which it was completed stays within. */
function flaggedFirst(lines: readonly ReviewLine[]): readonly ReviewLine[] {
  return [...lines].sort((a, b) => Number(b.findingSentences.length > 0) - Number(a.findingSentences.length > 0));
}
