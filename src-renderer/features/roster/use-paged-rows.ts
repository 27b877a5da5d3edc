import { useEffect, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import type { RosterRow, RowFilter } from './roster-words.ts';

const PAGE = 100;

export type PagedRows = {
  readonly total: number;
  /** the row at this place of the filtered list, or null while its page is asked for */
  readonly rowAt: (index: number) => RosterRow | null;
};

/**
 * Rows of an import in pages of 100, only those around the visible range: 10,000 rows never cross the bridge at once.
 * `first` and `last` are places in the filtered list.
 */
export function usePagedRows(
  batchId: string,
  only: RowFilter,
  field: string | null,
  first: number,
  last: number,
): PagedRows {
  const upper = Math.floor(first / PAGE);
  const lower = Math.floor(Math.max(first, last) / PAGE);
  const input = { batchId, only, field, limit: PAGE };
  const one = useDeskQuery('roster.rows', { ...input, offset: upper * PAGE });
  const two = useDeskQuery('roster.rows', { ...input, offset: lower * PAGE }, { enabled: lower !== upper });
  const [total, setTotal] = useState(0);
  const heard = one.value?.total ?? two.value?.total ?? null;
  useEffect(() => {
    // while a page further down is on its way, the list keeps its length
    if (heard !== null) setTotal(heard);
  }, [heard]);
  return {
    total: heard ?? total,
    rowAt: (index) => {
      const page = Math.floor(index / PAGE);
      const rows = page === upper ? one.value?.rows : page === lower ? two.value?.rows : undefined;
      return rows?.[index - page * PAGE] ?? null;
    },
  };
}
