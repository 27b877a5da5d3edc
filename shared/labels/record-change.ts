/** Acts that change one item of a record and leave its state as it is. */
export type RecordChange = 'classChange.perform' | 'mobileChange.perform';

const words = {
  'classChange.perform': '换班',
  'mobileChange.perform': '改手机号',
} as const satisfies Record<RecordChange, string>;

/** How the act is named in a sentence: 不能…. */
export function recordChangeLabel(act: RecordChange): string {
  return words[act];
}
