/** Acts on an exam entry; they leave the state of the candidacy as it is. */
export type JudgedEntryAct = 'examEntry.perform' | 'examEntry.withdraw';
export type ExamEntryAct = JudgedEntryAct | 'examEntry.markSlips';

const words = {
  'examEntry.perform': '选课报名',
  'examEntry.withdraw': '撤回选课报名',
  'examEntry.markSlips': '改签字记号',
} as const satisfies Record<ExamEntryAct, string>;

/** How the act is named in a sentence: 不能…. */
export function examEntryActLabel(act: ExamEntryAct): string {
  return words[act];
}
