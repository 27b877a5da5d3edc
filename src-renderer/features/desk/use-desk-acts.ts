import type { Fault } from '#shared/contract/faults.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { Band } from './desk-band.tsx';
import type { DeskSheet } from './sheet.ts';

/** Acts of the desk besides shooting and completing: absent or late, and the form to sign. What was done is said. */
export function useDeskActs(
  sheet: DeskSheet | null,
  say: (band: Band) => void,
): {
  /** once more takes it back */
  readonly mark: (kind: 'absent' | 'late') => Promise<void>;
  readonly printForm: (candidacyId: string) => Promise<void>;
  readonly fault: Fault | null;
  readonly clear: () => void;
} {
  const absence = useCommand('desk.markAbsence');
  const print = useCommand('desk.printForm');
  const mark = async (kind: 'absent' | 'late'): Promise<void> => {
    if (sheet === null) return;
    const undo = sheet.line.absence === kind;
    const { candidacyId, fullName } = sheet.line;
    const reply = await absence.run({ candidacyId, kind: undo ? null : kind });
    if (!reply.ok) return;
    const word = kind === 'absent' ? '缺席' : '迟到';
    say({
      kind: 'said',
      sentence: undo ? `已撤回 ${fullName} 的${word}` : `已记${word} ${fullName}。再按一次撤回，↓ 叫下一位`,
    });
  };
  const printForm = async (candidacyId: string): Promise<void> => {
    const reply = await print.run({ candidacyId });
    if (reply.ok && reply.value !== null) {
      say({ kind: 'said', sentence: `登记表已存为 ${reply.value.fileName}，打印后由学生签字` });
    }
  };
  return { mark, printForm, fault: absence.fault ?? print.fault, clear: absence.clear };
}
