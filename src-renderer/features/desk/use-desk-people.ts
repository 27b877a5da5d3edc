import { useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { nextAfter, waitingInOrder } from './queue-order.ts';
import type { PupilLine } from './sheet.ts';
import { type SheetState, useDeskSheet } from './use-desk-sheet.ts';

export type DeskPeople = SheetState & {
  readonly current: string | null;
  readonly call: (candidacyId: string) => void;
  readonly classTitle: string;
  readonly queue: ReturnType<typeof useDeskQuery<'desk.queue'>>;
  readonly pupils: readonly PupilLine[];
  /** still to come; the open pupil is always among them */
  readonly waiting: readonly PupilLine[];
  readonly classId: string | null;
};

/**
 * The class at the desk and who is open. Without a pupil the first of the class is called; a pupil of another class
 * brings that class along.
 */
export function useDeskPeople(params: Readonly<Record<string, string>>): DeskPeople {
  const [called, setCalled] = useState<string | null>(params['candidacyId'] ?? null);
  const [askedClass, setAskedClass] = useState<string | null>(params['classId'] ?? null);
  const queue = useDeskQuery('desk.queue', askedClass === null ? null : { classId: askedClass }, {
    keepPrevious: true,
  });
  const pupils = queue.value?.pupils ?? [];
  const sheetState = useDeskSheet(called);
  const { sheet } = sheetState;

  if (called === null && pupils.length > 0) {
    const first = nextAfter(pupils, null);
    if (first !== null) setCalled(first);
  }
  const ownClass = sheet?.line.classId ?? null;
  if (ownClass !== null && ownClass !== askedClass) setAskedClass(ownClass);

  const waiting = waitingInOrder(pupils);
  const isListed = waiting.some((pupil) => pupil.candidacyId === called);
  const shown = isListed || sheet === null ? waiting : [sheet.line, ...waiting];
  const { class: counts } = queue.value ?? { class: null };
  return {
    ...sheetState,
    current: called,
    call: setCalled,
    classTitle: counts === null ? '登记' : `登记 ${counts.schoolName} ${counts.className}`,
    queue,
    pupils,
    waiting: shown,
    classId: askedClass,
  };
}
