/** Kinds of parcels in words, as the history of parcels shows them. */
const labels: Readonly<Record<string, string>> = {
  toRegion: '送自治区的记录',
  changes: '送自治区的变动',
  answer: '自治区的回执',
  toDesk: '外出用的名单和账户',
  toOffice: '带回审核的记录',
};

/** A kind of parcel in words. */
export function parcelKindLabel(kind: string): string {
  return labels[kind] ?? '数据包';
}
