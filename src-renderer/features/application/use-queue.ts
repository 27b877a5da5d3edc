import { useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { announce } from '../../ui/announce.ts';
import { type ApplicationLine, chosenLine, type Duty } from './application-line.ts';

export type ManyApplications = Output<'application.agree'>;

export type Queue = {
  readonly duty: Duty;
  readonly chooseDuty: (duty: Duty) => void;
  readonly kind: ApplicationLine['kind'] | null;
  readonly chooseKind: (kind: ApplicationLine['kind'] | null) => void;
  readonly lines: readonly ApplicationLine[];
  readonly counts: Output<'application.list'>['counts'] | null;
  readonly selected: ApplicationLine | null;
  readonly select: (applicationId: string) => void;
  readonly marked: ReadonlySet<string>;
  readonly toggleMark: (applicationId: string) => void;
  /** agrees to these and goes on to the next one */
  readonly agree: (lines: readonly ApplicationLine[]) => Promise<void>;
  /** the class that the joining school names for what it agrees to; forgotten with the chosen line */
  readonly joiningClassId: string | null;
  readonly chooseJoiningClass: (classId: string) => void;
  readonly result: ManyApplications | null;
  /** after a decision in a dialog: says it and goes on to the next one */
  readonly decided: (applicationId: string, sentence: string) => Promise<void>;
  readonly isLoaded: boolean;
  readonly fault: Fault | null;
  readonly refetch: () => Promise<void>;
};

/** One queue with its selection, marks and decisions. Deciding leads to the next application by itself. */
export function useQueue(asked: string | null, start: Duty): Queue {
  const [duty, setDuty] = useState<Duty>(start);
  const [kind, setKind] = useState<Queue['kind']>(null);
  const [wanted, setWanted] = useState(asked);
  const [joining, setJoining] = useState<{ readonly about: string; readonly classId: string } | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [result, setResult] = useState<ManyApplications | null>(null);
  const list = useDeskQuery('application.list', { duty, kind }, { keepPrevious: true });
  const approval = useCommand('application.agree');
  const lines = list.value?.lines ?? [];
  // the first one is chosen once: a line that comes in above it must not slip under the deciding key
  const first = lines[0];
  if (wanted === null && first && !list.isFormer) setWanted(first.applicationId);
  const selected = chosenLine(lines, wanted);
  const joiningClassId = joining !== null && joining.about === selected?.applicationId ? joining.classId : null;

  const goOnPast = (gone: readonly string[]): void => {
    const left = (line: ApplicationLine) => !gone.includes(line.applicationId);
    const at = selected === null ? -1 : lines.indexOf(selected);
    const after = lines.slice(at + 1).find(left) ?? lines.find(left);
    setWanted(after?.applicationId ?? null);
  };
  return {
    duty,
    chooseDuty: (next) => {
      setDuty(next);
      setWanted(null);
      setMarked(new Set());
      setResult(null);
    },
    kind,
    chooseKind: (next) => {
      setKind(next);
      setWanted(null);
      // a mark that the filter hides must not be decided with
      setMarked(new Set());
    },
    lines,
    counts: list.value?.counts ?? null,
    selected,
    select: setWanted,
    marked,
    toggleMark: (id) =>
      setMarked((now) => {
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    agree: async (chosen) => {
      const reply = await approval.run({
        items: chosen.map(({ applicationId, version }) => ({ applicationId, version })),
        joiningClassId,
      });
      if (!reply.ok) return;
      setResult(reply.value);
      setMarked(new Set());
      announce(`已同意 ${reply.value.done.length} 件`);
      goOnPast(reply.value.done);
      await list.refetch();
    },
    joiningClassId,
    chooseJoiningClass: (classId) => selected && setJoining({ about: selected.applicationId, classId }),
    result,
    decided: async (applicationId, sentence) => {
      announce(sentence);
      goOnPast([applicationId]);
      await list.refetch();
    },
    isLoaded: list.value !== undefined,
    fault: approval.fault ?? list.fault,
    refetch: list.refetch,
  };
}
