import { useEffect, useState } from 'react';
import { subscribe } from './call.ts';

export type Progress = { readonly done: number; readonly total: number | null; readonly phase: string };

/** Follows a long job by its name (e.g. the batch id of an import). null = nothing heard yet, or no job given. */
export function useProgress(job: string | null): Progress | null {
  const [heard, setHeard] = useState<{ readonly job: string; readonly progress: Progress } | null>(null);
  useEffect(() => {
    if (job === null) return;
    return subscribe((event) => {
      if (event.kind !== 'progress' || event.job !== job) return;
      setHeard({ job, progress: { done: event.done, total: event.total, phase: event.phase } });
    });
  }, [job]);
  return heard !== null && heard.job === job ? heard.progress : null;
}
