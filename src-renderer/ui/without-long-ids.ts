/** Internal ids say nothing to people but whether two are the same: 编号尾号 b569. The record keeps them whole. */
export function withoutLongIds(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{8}([0-9a-f]{4})/gu, '编号尾号 $1');
}
