import type { ReactNode } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { type Area, go } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { useArrivedRosterLines } from './arrived-lines.ts';
import { HomeBlock, type HomeLine } from './home-block.tsx';

/** 待办 of the reviewer and 总览 of the administrator: queues by duty, what is stuck, what went through. */
export function OfficeHome(): ReactNode {
  const isReviewer = usePerson()?.role === 'reviewer';
  const sync = useDeskQuery('sync.status', {});
  const sums = useDeskQuery('custody.sums', { classId: null });
  const applications = useDeskQuery('application.list', { duty: 'mine', kind: null });
  const arrived = useArrivedRosterLines(!isReviewer);
  const countOf = (part: string) => sums.value?.parts.find((entry) => entry.part === part)?.count;

  const waiting = (text: string, count: number | undefined, area: Area, note?: string): HomeLine[] =>
    count ? [{ text, count, onOpen: () => go({ area }), ...(note ? { note } : {}) }] : [];
  const mine: readonly HomeLine[] = [
    ...(isReviewer ? waiting('登记完成，等审核', countOf('completed'), 'review', '照片、标记和证件不一致的在前') : []),
    ...waiting('已审核，等放行', countOf('reviewed'), 'release', '由没有采集过的人放行'),
    ...waiting('已装批，等放行', countOf('inBatch'), 'batches', '由装批以外的人放行'),
    ...waiting('业务件，等你办', applications.value?.counts.mine, 'applications'),
    ...waiting('疑似同一人与待核对，等决定', sums.value?.openCases, 'cases'),
    ...arrived,
  ];
  const stuck: readonly HomeLine[] = [
    ...waiting('自治区退回', countOf('refused'), isReviewer ? 'review' : 'sync').map((line) => ({
      ...line,
      tone: 'refused' as const,
      shape: 'stop' as const,
      note: '写明原因，退给登记员重办',
    })),
    ...(sync.value?.trouble
      ? [
          {
            text: sync.value.trouble,
            tone: 'returned' as const,
            shape: 'back' as const,
            onOpen: () => go({ area: 'sync' }),
          },
        ]
      : []),
    ...(sums.value && !sums.value.balanced
      ? [
          {
            text: '台账相加对不上',
            tone: 'setAside' as const,
            shape: 'flag' as const,
            onOpen: () => go({ area: 'custody' }),
          },
        ]
      : []),
  ];
  const done: readonly HomeLine[] = [
    {
      text: '已有自治区回执',
      count: sync.value?.acknowledged ?? 0,
      tone: 'done',
      shape: 'tick',
      ...(sync.value?.lastContactAt ? { note: `最近一次联系 ${dayAndTime(sync.value.lastContactAt)}` } : {}),
      onOpen: () => go({ area: 'sync' }),
    },
    {
      text: '未送达',
      count: sync.value?.waiting ?? 0,
      tone: 'underWay',
      shape: 'box',
      onOpen: () => go({ area: 'sync' }),
    },
  ];
  const first = mine[0];

  return (
    <Page
      title={isReviewer ? '待办' : '总览'}
      actions={
        <ActionBar
          primary={
            first?.onOpen
              ? {
                  label: first.count === undefined ? first.text : `${first.text}：${first.count} 件`,
                  keyHint: '回车',
                  onAct: first.onOpen,
                }
              : { label: '看台账', keyHint: '回车', onAct: () => go({ area: 'custody' }) }
          }
          others={
            isReviewer
              ? []
              : [
                  { label: '导入名册', onAct: () => go({ area: 'roster' }) },
                  { label: '照片墙', onAct: () => go({ area: 'review' }) },
                  { label: '例外照片', onAct: () => go({ area: 'overrides' }) },
                  { label: '业务件', onAct: () => go({ area: 'applications' }) },
                ]
          }
        />
      }
    >
      <FaultView fault={sums.fault} />
      <div className="home-columns thirds">
        <HomeBlock title="等我办" lines={mine} empty="现在没有等你办的。" />
        <HomeBlock title="卡住的" lines={stuck} empty="没有卡住的。" />
        <HomeBlock title="刚办完" lines={done} empty="" />
      </div>
      {sums.value && (
        <p className="second figures">
          在册 {sums.value.known} ={' '}
          {sums.value.parts
            .filter((part) => part.count > 0)
            .map((part) => `${part.label} ${part.count}`)
            .join(' + ')}
          {sums.value.balanced ? '，相符' : '，不相符'}
        </p>
      )}
    </Page>
  );
}
