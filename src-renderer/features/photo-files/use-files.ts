import { useEffect, useRef, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import type { FileLine, Only } from './file-words.ts';

const MOST = 5000;
/** A key counts no sooner than this after another photo came under it. */
const SETTLE_MS = 400;

/**
 * The files in sight and the one selected. When it leaves the list (confirmed, other filter), the one in its place is
 * selected; for a moment no key may act on it, because nobody has seen it yet.
 */
export function useFiles(folderId: string, only: Only) {
  const { value, fault, refetch } = useDeskQuery(
    'photoFiles.rows',
    { folderId, only, offset: 0, limit: MOST },
    { keepPrevious: true },
  );
  const lines = value?.rows ?? [];
  const [asked, setAsked] = useState<string | null>(null);
  const place = useRef(0);
  const here = lines.findIndex((line) => line.fileId === asked);
  const at = here >= 0 ? here : Math.min(place.current, lines.length - 1);
  const selected: FileLine | null = lines[at] ?? null;
  const shown = selected === null ? null : `${selected.fileId} ${selected.pupil?.candidacyId} ${selected.picture}`;
  const since = useRef(0);
  useEffect(() => {
    place.current = Math.max(at, 0);
  }, [at]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is what the clock is for
  useEffect(() => {
    since.current = performance.now();
  }, [shown]);
  return {
    lines,
    loaded: value !== undefined,
    fault,
    refetch,
    selected,
    select: setAsked,
    /** whoever pressed a key has seen this photo with this name */
    isSeen: () => performance.now() - since.current >= SETTLE_MS,
  };
}
