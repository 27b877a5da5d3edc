/** Acts on an exam entry; they leave the state of the candidacy as it is. */
export type ExamEntryAct = 'examEntry.perform' | 'examEntry.withdraw';

const words = {
  'examEntry.perform': '选课报名',
  'examEntry.withdraw': '撤回选课报名',
} as const satisfies Record<ExamEntryAct, string>;

/** How the act is named in a sentence: 不能…. */
export function examEntryActLabel(act: ExamEntryAct): string {
  return words[act];
}
