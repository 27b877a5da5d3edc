import type { ReactNode } from 'react';
import { ToneMark } from '../../ui/status-mark.tsx';

/** A page with writing shows what no measure of a face can: whether something on the way mirrors the picture. */
export function WritingStep({
  reads,
  way,
}: {
  readonly reads: boolean | null;
  /** still = another camera may stand behind the live picture: only the test shot shows how it takes */
  readonly way: 'live' | 'still';
}): ReactNode {
  const isStill = way === 'still';
  return (
    <li className="card">
      <h2>
        举一张有字的纸 {reads === null && <ToneMark tone="waiting" shape="hollow" word="等你看" />}
        {reads === true && <ToneMark tone="done" shape="tick" word="字是正的" />}
        {reads === false && <ToneMark tone="refused" shape="stop" word="字是反的" />}
      </h2>
      <p className="second">
        {isStill ? '举着纸试拍一张，看试拍的照片：字读得通' : '画面里的字读得通'}
        ，照片就没有左右翻转。看好按 Alt+1“字是正的”或 Alt+2“字是反的”。
      </p>
      {reads === false && (
        <p className="check-advice">
          {isStill ? '试拍的照片左右翻转了' : '画面左右翻转了，拍出的照片会是反的'}
          。在摄像头自带的程序里关掉“镜像”（也叫“水平翻转”“自拍镜像”）；美颜、虚拟摄像头程序一并退出。关掉后再举纸
          {isStill ? '试拍' : '看'}一次。
        </p>
      )}
    </li>
  );
}
