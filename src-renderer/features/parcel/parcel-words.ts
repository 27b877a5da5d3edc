import type { Output } from '#shared/contract/index.ts';

type Came = NonNullable<Output<'parcel.readFromDesk'>>;

/** What a parcel of another desk brought, in one sentence; nothing is left out. */
export function cameSentence({ deskName, isKnown, pupils, told, accounts, isOlder, notices }: Came): string {
  if (isKnown) return `“${deskName}”的这个包以前读过，没有变化。`;
  const { added, completed, changed, joined, twice, differs, known } = pupils;
  const parts = [
    ...(completed > 0 ? [`${completed} 份登记完成的到了，等审核`] : []),
    ...(added > 0 ? [`新增 ${added} 人`] : []),
    ...(changed > 0 ? [`${changed} 人办公室后来改了或同意了，照着改了`] : []),
    ...(joined > 0 ? [`${joined} 份与本机的是同一人，已并为一人`] : []),
    ...(twice > 0 ? [`${twice} 份两台都办过，照旧用本机的，列为待核对`] : []),
    ...(differs > 0 ? [`${differs} 份两边改得不一样，没有合并，列为待核对`] : []),
    ...(told > 0 ? [`带去的 ${told} 份有了回话`] : []),
    ...(known > 0 ? [`${known} 份没有新内容`] : []),
    ...(accounts.added > 0 ? [`新增账户 ${accounts.added} 个`] : []),
    ...(accounts.changed > 0 ? [`${accounts.changed} 个账户的权限按办公室的改了`] : []),
    ...(accounts.closed > 0 ? [`办公室停用的 ${accounts.closed} 个账户，这里也停用了`] : []),
    ...(accounts.leftOut > 0 ? [`${accounts.leftOut} 个账户没有照办：学校不在本机，或是本机最后一位管理员`] : []),
    ...(notices > 0 ? [`采用自治区的通知 ${notices} 条`] : []),
  ];
  const older = isOlder ? '这个包比读过的旧，里面的账户和钥匙没有采用。' : '';
  return `读完“${deskName}”的包：${parts.length > 0 ? parts.join('，') : '没有新内容'}。${older}`;
}

/** What a desk may do here: bring records back, or hand out accounts and lists too. */
export const dutyWords: Readonly<Record<'office' | 'field', string>> = {
  office: '办公室的：发名单、账户和钥匙',
  field: '外出的：只带回登记好的记录',
};
