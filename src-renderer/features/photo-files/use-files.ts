import { useEffect, useLayoutEffect, useState } from 'react';
import { call } from '../../bridge/call.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { startLookClock } from '../../ui/look-clock.ts';
import { type FileLine, type Only, shownKey } from './file-words.ts';
import { nextUnattached } from './next-unattached.ts';

/** Lines asked for at once. Two pages overlap by half, so that whatever is in sight lies in one of them. */
const PAGE = 200;
const STEP = PAGE / 2;

/**
 * The files in sight and the one selected, each out of a page of its own: a folder may hold thousands. When the selected
 * one leaves the list (confirmed, other filter), the one in its place is selected; for a moment no key may act on it,
 * because nobody has seen it yet.
 */
export function useFiles(folderId: string, only: Only) {
  const [firstSeen, setFirstSeen] = useState(0);
  const [asked, setAsked] = useState<{ readonly fileId: string | null; readonly place: number }>({
    fileId: null,
    place: 0,
  });
  const inSight = usePage(folderId, only, firstSeen + STEP / 2);
  const around = usePage(folderId, only, asked.place);
  const total = inSight.value?.total ?? 0;
  const here = placeOf(asked.fileId, inSight.value) ?? placeOf(asked.fileId, around.value);
  const at = total === 0 ? -1 : (here ?? Math.min(asked.place, total - 1));
  const lineAt = (index: number): FileLine | undefined => lineIn(inSight.value, index) ?? lineIn(around.value, index);
  const selected: FileLine | null = lineAt(at) ?? null;
  useEffect(() => {
    // a list that grew or shrank has moved it; one that was asked for by its place alone has its name now
    if (at >= 0 && selected !== null && (asked.place !== at || asked.fileId !== selected.fileId))
      setAsked({ fileId: selected.fileId, place: at });
  }, [asked, at, selected]);
  const shown = selected === null ? null : shownKey(selected);
  const [clock] = useState(() => startLookClock(() => performance.now()));
  // before the screen with another photo can take a key
  useLayoutEffect(() => clock.turnTo(shown), [clock, shown]);
  return {
    total,
    /** undefined = not on its page yet */
    lineAt,
    loaded: inSight.value !== undefined,
    fault: inSight.fault,
    refetch: inSight.refetch,
    at,
    selected,
    select: (place: number): void => setAsked({ fileId: lineAt(place)?.fileId ?? null, place }),
    /**
     * After `fileId` was attached: the next one that waits. Where it leaves the list the next has taken its place already;
     * where somebody has moved on meanwhile, nothing moves.
     */
    stepFrom: async (fileId: string): Promise<void> => {
      if (only !== 'all' || asked.fileId !== fileId) return;
      const next = await nextUnattached(at, lineAt, async (offset) => {
        const reply = await call('photoFiles.rows', { folderId, only, offset, limit: PAGE });
        return reply.ok ? reply.value.rows : [];
      });
      if (next !== null)
        setAsked((now) => (now.fileId === fileId ? { fileId: lineAt(next)?.fileId ?? null, place: next } : now));
    },
    /** the list was moved: this is the first place in sight */
    onSight: setFirstSeen,
    /** the large picture of the selected file is on the screen */
    onShown: (): void => {
      if (shown !== null) clock.show(shown);
    },
    /** whoever pressed a key has seen this photo with this name */
    isSeen: clock.isSeen,
  };
}

type Page = { readonly offset: number; readonly rows: readonly FileLine[] };

function usePage(folderId: string, only: Only, place: number) {
  const offset = Math.max(0, Math.floor(place / STEP) * STEP - STEP / 2);
  return useDeskQuery('photoFiles.rows', { folderId, only, offset, limit: PAGE }, { keepPrevious: true });
}

function lineIn(page: Page | undefined, index: number): FileLine | undefined {
  return page?.rows[index - page.offset];
}

function placeOf(fileId: string | null, page: Page | undefined): number | null {
  const found = page?.rows.findIndex((line) => line.fileId === fileId) ?? -1;
  return page === undefined || found < 0 ? null : page.offset + found;
}
