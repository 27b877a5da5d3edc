import type { Output } from '#shared/contract/index.ts';

type Came = NonNullable<Output<'parcel.readFromDesk'>>;

/** What a parcel of another desk brought, in one sentence; nothing is left out. */
export function cameSentence({ deskName, isKnown, pupils, accounts, notices }: Came): string {
  if (isKnown) return `“${deskName}”的这个包以前读过，没有变化。`;
  const { added, completed, joined, twice, known } = pupils;
  const parts = [
    ...(completed > 0 ? [`${completed} 份登记完成的到了，等审核`] : []),
    ...(added > 0 ? [`新增 ${added} 人`] : []),
    ...(joined > 0 ? [`${joined} 份与本机的是同一人，已并为一人`] : []),
    ...(twice > 0 ? [`${twice} 份两台都办过，照旧用本机的，列为待核对`] : []),
    ...(known > 0 ? [`${known} 份没有新内容`] : []),
    ...(accounts > 0 ? [`新增账户 ${accounts} 个`] : []),
    ...(notices > 0 ? [`采用自治区的通知 ${notices} 条`] : []),
  ];
  return `读完“${deskName}”的包：${parts.length > 0 ? parts.join('，') : '没有新内容'}。`;
}
