import { useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { DeskSheet } from './sheet.ts';

/** Acts of the desk besides shooting and completing: absent or late, and the form to sign. What was done is said. */
export function useDeskActs(
  sheet: DeskSheet | null,
  say: (sentence: string) => void,
): {
  /** once more takes it back */
  readonly mark: (kind: 'absent' | 'late') => Promise<void>;
  readonly printForm: (candidacyId: string) => Promise<void>;
  readonly fault: Fault | null;
  readonly clear: () => void;
} {
  const absence = useCommand('desk.markAbsence');
  const print = useCommand('desk.printForm');
  // beside whom it was asked: what comes late is not shown beside somebody who was called meanwhile
  const here = sheet?.line.candidacyId ?? null;
  const [asked, setAsked] = useState<string | null>(null);
  const mark = async (kind: 'absent' | 'late'): Promise<void> => {
    if (sheet === null) return;
    const undo = sheet.line.absence === kind;
    const { candidacyId, fullName } = sheet.line;
    setAsked(here);
    const reply = await absence.run({ candidacyId, kind: undo ? null : kind });
    if (!reply.ok) return;
    const word = kind === 'absent' ? '缺席' : '迟到';
    say(undo ? `已撤回 ${fullName} 的${word}` : `已记${word} ${fullName}。再按一次撤回，↓ 叫下一位`);
  };
  const printForm = async (candidacyId: string): Promise<void> => {
    setAsked(here);
    const reply = await print.run({ candidacyId });
    if (reply.ok && reply.value !== null) say(`登记表已存为 ${reply.value.fileName}，打印后由学生签字`);
  };
  const clear = (): void => {
    absence.clear();
    print.clear();
  };
  return { mark, printForm, fault: asked === here ? (absence.fault ?? print.fault) : null, clear };
}
