import { Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { listLimit } from '#shared/domain/list-limit.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { useProgress } from '../../bridge/use-progress.ts';
import { go } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActRow } from '../../ui/act-button.tsx';
import { ActFoot, type BarAct } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { BatchTable } from '../../ui/batch-table.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { useActs } from '../../ui/use-acts.ts';
import { CapDialog } from './cap-dialog.tsx';
import { ChangeList } from './change-list.tsx';
import { changeParts, sendable } from './change-words.ts';
import { NetworkPanel } from './network-panel.tsx';
import { NoticeSection } from './notice-section.tsx';
import { OutboxList } from './outbox-list.tsx';
import { ReceiverDialog } from './receiver-dialog.tsx';
import { RegionFileDialog } from './region-file-dialog.tsx';
import { SheetDialog } from './sheet-dialog.tsx';
import { StandingLine } from './standing-line.tsx';
import { StickPanel } from './stick-panel.tsx';
import { StuckList } from './stuck-list.tsx';
import { useParcelActs } from './use-parcel-acts.ts';
import { usePullAct } from './use-pull-act.ts';
import './sync.css';

const views = {
  batches: '批次',
  stuck: '卡住的',
  changes: '变动',
  all: '每一份',
  waiting: '未送达',
  refused: '退回',
  acknowledged: '已有回执',
} as const;
type View = keyof typeof views;
/** Job name of a push in `progress` events. */
const PUSH_JOB = 'sync.push';

/** One sentence of state on top; the ways by network and by stick side by side; below them the batches and what is stuck. */
export function SyncPage(): ReactNode {
  const role = usePerson()?.role;
  const status = useDeskQuery('sync.status', {});
  const [view, setView] = useState<View>('batches');
  const isList = view !== 'batches' && view !== 'stuck' && view !== 'changes';
  const outbox = useDeskQuery('sync.outbox', isList ? { state: view } : null, { keepPrevious: true });
  const batches = useDeskQuery('batch.list', { state: 'all' });
  const push = useCommand('sync.pushNow');
  const stop = useCommand('sync.stop');
  const progress = useProgress(PUSH_JOB);
  const [capping, setCapping] = useState(false);
  const [settingReceiver, setSettingReceiver] = useState(false);
  const [result, setResult] = useState<string | null>(null);
  const readFile = useCommand('region.readFile');
  const [file, setFile] = useState<Output<'region.readFile'>>(null);
  const state = status.value;
  const parcels = useParcelActs(state, setResult);
  const pull = usePullAct(state, setResult);
  const mayPush = role === 'reviewer' || role === 'officeAdministrator';

  const pushNow = async () => {
    setResult(null);
    const reply = await push.run({});
    if (!reply.ok) return;
    const { sent, received, joined, refused, waiting, changes, trouble } = reply.value;
    const parts = [
      `送出 ${sent} 份`,
      `收到回执 ${received} 份`,
      ...(joined > 0 ? [`并为一人 ${joined} 份`] : []),
      ...(refused > 0 ? [`退回 ${refused} 份`] : []),
      ...changeParts(changes),
      `还有 ${waiting} 份未送达`,
    ];
    const sentence = `${parts.join('，')}。${trouble ?? ''}`;
    setResult(sentence);
    announce(sentence);
  };
  const chooseFile = async () => {
    setResult(null);
    const reply = await readFile.run({});
    if (reply.ok) setFile(reply.value);
  };
  const pushWhy = !state
    ? '正在看送出的情况'
    : state.receiverUrl === null
      ? '还没有接收地址。由管理员设置'
      : state.running
        ? '正在送，等这一批送完'
        : state.waiting + sendable(state.changes) === 0 && state.pausedAt === null && !state.owesBatches
          ? '没有要送的。放行后才会出现在这里'
          : null;
  // in the order of their keys, the same for both roles: network, stick, other pages, and last what is set once
  const network: readonly BarAct[] = mayPush
    ? [
        { label: '暂停', onAct: () => stop.run({}), closedWhy: stopWhy(state) },
        pull.act,
        { label: '限速…', onAct: () => setCapping(true) },
      ]
    : [];
  const stick: readonly BarAct[] = mayPush ? [...parcels.acts, { label: '读入自治区文件…', onAct: chooseFile }] : [];
  const elsewhere: readonly BarAct[] = [
    { label: '批次…', onAct: () => go({ area: 'batches' }) },
    ...(mayPush ? [{ label: '同办公室的登记台…', onAct: () => go({ area: 'officeDesks' }) }] : []),
  ];
  const settings: readonly BarAct[] =
    role === 'officeAdministrator' ? [{ label: '接收地址…', onAct: () => setSettingReceiver(true) }] : [];
  const acts = useActs(mayPush ? { label: '现在送出', keyHint: '回车', onAct: pushNow, closedWhy: pushWhy } : null, [
    ...network,
    ...stick,
    ...elsewhere,
    ...settings,
  ]);
  const pushLine = push.busy
    ? `正在送 ${progress ? `${progress.done}${progress.total === null ? '' : ` / ${progress.total}`} 份` : '…'}`
    : null;
  return (
    <Page
      title="送出与收回"
      aside={
        <Radio.Group
          value={view}
          onChange={(event) => setView(event.target.value)}
          optionType="button"
          options={Object.entries(views).map(([value, label]) => ({ value, label }))}
          aria-label="看哪些"
        />
      }
      actions={<ActFoot acts={acts} without={[...network, ...stick, ...settings]} />}
    >
      <p className="big-sentence">{state?.sentence}</p>
      {state?.trouble && <p className="trouble">{state.trouble}</p>}
      {state?.pull.trouble && <p className="trouble">取回通知：{state.pull.trouble}</p>}
      <StandingLine />
      <FaultView
        fault={
          push.fault ??
          pull.fault ??
          stop.fault ??
          parcels.fault ??
          readFile.fault ??
          status.fault ??
          outbox.fault ??
          batches.fault
        }
      />
      <div className="sync-ways">
        <NetworkPanel status={state} line={pushLine}>
          <ActRow acts={acts} of={[...network, ...settings]} />
        </NetworkPanel>
        <StickPanel status={state} line={parcels.line}>
          <ActRow acts={acts} of={stick} />
        </StickPanel>
      </div>
      {result !== null && <p role="status">{result}</p>}
      {view === 'batches' && (batches.value?.length ?? 0) >= listLimit && (
        <p className="hint">先列出最新的 {listLimit} 批，全部在“批次…”里。</p>
      )}
      {view === 'batches' && <BatchTable lines={batches.value} empty="还没有批次。放行以后，一批一批列在这里。" />}
      {view === 'stuck' && <StuckList />}
      {view === 'changes' && <ChangeList />}
      {isList && (outbox.value?.length ?? 0) >= listLimit && <p className="hint">先列出最新的 {listLimit} 份。</p>}
      {isList && <OutboxList lines={outbox.value ?? []} known={outbox.value !== undefined} />}
      <NoticeSection />
      {file !== null && (
        <RegionFileDialog
          file={file}
          onTakenIn={(sentence) => {
            setFile(null);
            setResult(sentence);
          }}
          onClose={() => setFile(null)}
        />
      )}
      {parcels.sheet && <SheetDialog {...parcels.sheet} />}
      {capping && <CapDialog kbps={state?.capKbps ?? null} onClose={() => setCapping(false)} />}
      {settingReceiver && <ReceiverDialog url={state?.receiverUrl ?? ''} onClose={() => setSettingReceiver(false)} />}
    </Page>
  );
}

function stopWhy(state: Output<'sync.status'> | undefined): string | null {
  if (!state) return '正在看送出的情况';
  if (state.running || state.pull.running || state.pausedAt === null) return null;
  return '已经暂停了。按“现在送出”接着来';
}
