import { useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';

export type ReportWork = {
  readonly save: () => Promise<void>;
  readonly fault: Fault | null;
  /** what is happening or has happened to the file, for the page to show; '' = nothing yet */
  readonly said: string;
};

/** Saves the rows with problems beside the roster and says, on the page and aloud, how many and under which name. */
export function useReport(batchId: string): ReportWork {
  const { run, busy, fault } = useCommand('roster.saveReport');
  const [saved, setSaved] = useState('');
  const save = async (): Promise<void> => {
    setSaved('');
    const reply = await run({ batchId });
    if (!reply.ok || !reply.value) return;
    const sentence = `已另存 ${reply.value.rows} 行到“${reply.value.fileName}”，改好后导入它`;
    setSaved(sentence);
    announce(sentence);
  };
  return { save, fault, said: busy ? '正在另存问题行…' : saved };
}
