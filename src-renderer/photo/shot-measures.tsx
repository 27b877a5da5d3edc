import type { ReactNode } from 'react';
import { useDeskQuery } from '../bridge/use-desk-query.ts';
import { FaultView } from '../ui/fault-view.tsx';
import { MeasureBars } from './measure-bars.tsx';

/** What was measured on a stored shot: value, the band that is good, whether it holds, and by which edition it was judged. */
export function ShotMeasures({ captureId }: { readonly captureId: string }): ReactNode {
  const { value, fault, loading } = useDeskQuery('photo.measures', { captureId });
  if (value === undefined) return loading ? <p className="hint">正在读</p> : <FaultView fault={fault} />;
  const damaged = !value.intact && (
    <p className="trouble">
      存着的照片或原图缺了，或和拍的时候不一样：文件坏了，或被改过。这一张不要用：退回重拍，并告诉管理员。
    </p>
  );
  if (value.measures.length === 0)
    return (
      <>
        {damaged}
        <p className="second">这张照片没有测过：拍的时候还没有照片检测，或检测用不了。由审核员细看。</p>
      </>
    );
  return (
    <>
      {damaged}
      {!value.agrees && (
        <p className="second">按存下的数重新判断，结果和当时不同：当时用的检测程序或照片规格版本不一样。告诉管理员。</p>
      )}
      <MeasureBars measures={value.measures} />
      <p className="hint">
        照片规格版本 {value.profileEdition}
        {value.agrees && value.intact && '，重算结论一致'}
      </p>
    </>
  );
}
