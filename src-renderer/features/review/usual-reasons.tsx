import { Select } from 'antd';
import type { ReactNode } from 'react';

/** What no measure finds: a reviewer sees it, or reads it off the document. */
const usual = [
  '照片与本人不像：核对是不是本人',
  '衣领、头发没有整理好：整理后再拍',
  '照片不清楚：擦镜头，坐稳再拍',
  '照片背景不均匀：把布拉平，离布远一点再拍',
  '照片眼睛没有睁开：看镜头再拍',
  '头没有摆正：正对镜头再拍',
  '照片有反光或阴影：移开侧面的灯再拍',
  '证件与名册的不同没有核对清楚：当面重新核对',
] as const;

/** Adds one of the sentences that are written often. */
export function UsualReasons({ onAdd }: { readonly onAdd: (sentence: string) => void }): ReactNode {
  return (
    <Select
      aria-label="加一句常用的"
      value={null}
      placeholder="加一句常用的"
      options={usual.map((sentence) => ({ value: sentence, label: sentence }))}
      onChange={(sentence: string | null) => {
        if (sentence !== null) onAdd(sentence);
      }}
      style={{ width: '100%' }}
    />
  );
}
