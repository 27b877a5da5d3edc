import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { clockMinutes, dayAndTime } from '../../ui/moments.ts';
import { pullLine } from './use-pull-act.ts';

type Status = Output<'sync.status'>;

/** The way by network: what waits, what went, how fast, when the next try is, and whether a number is missing. */
export function NetworkPanel({
  status,
  line,
  children,
}: {
  readonly status: Status | undefined;
  readonly line: string | null;
  /** the acts of this way */
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="card sync-way" aria-label="走网络">
      <h2 className="section-title">走网络</h2>
      <div className="sync-figures">
        <Figure word="未送达" count={status?.waiting} />
        <Figure word="已有回执" count={status?.acknowledged} />
        <Figure word="退回" count={status?.refused} />
      </div>
      {line !== null && (
        <p role="status" className="figures">
          {line}
        </p>
      )}
      {status?.progress && status.waiting > 0 && <Progress {...status.progress} />}
      <p className="second figures">
        {status?.lastContactAt ? `上次联系 ${dayAndTime(status.lastContactAt)}` : '还没有联系过'}
        {status?.nextTryAt && ` · 下次 ${clockMinutes(status.nextTryAt)} 自动再试`}
        {status && (status.capKbps === null ? ' · 不限速' : ` · 限速 ${status.capKbps} kbit/s`)}
        {status?.collects && ' · 这条线路收齐了才转，按批送'}
        <br />
        {status && pullLine(status)}
        {status && pullLine(status) !== null && ' · '}
        接收地址 {status?.receiverUrl ?? '没有设置'}
        {status?.gaps && !status.hasGap && (
          <>
            <br />
            {status.gaps}
          </>
        )}
      </p>
      {status?.hasGap && <p className="trouble">有缺号：{status.gaps}</p>}
      {children}
    </section>
  );
}

function Progress(progress: NonNullable<Status['progress']>): ReactNode {
  const { total, text, photos, photosTotal, complete, bytesPerSecond, secondsLeft } = progress;
  const speed = bytesPerSecond > 0 ? ` · 每秒 ${Math.max(1, Math.round(bytesPerSecond / 1024))} KB` : '';
  const left = secondsLeft === null ? '' : ` · 预计 ${Math.max(1, Math.ceil(secondsLeft / 60))} 分钟`;
  return (
    <p className="figures">
      资料 {text} / {total}，照片 {photos} / {photosTotal}，回执 {complete} / {total}
      {speed}
      {left}
    </p>
  );
}

function Figure({ word, count }: { readonly word: string; readonly count: number | undefined }): ReactNode {
  return (
    <p className="figure">
      <strong className="figures">{count ?? '…'}</strong> {word}
    </p>
  );
}
