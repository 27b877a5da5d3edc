import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar, type BarAct } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { CodeDialog } from './code-dialog.tsx';
import './device.css';

type Status = Output<'device.status'>;

/** 登记台设备: how the region knows this desk, until when, by whom; a code or a file enrols it, a key renews it. */
export function DevicePage(): ReactNode {
  const isAdministrator = usePerson()?.role === 'officeAdministrator';
  const status = useDeskQuery('device.status', {});
  const renew = useCommand('device.renew');
  const exportRequest = useCommand('device.exportRequest');
  const readCertificate = useCommand('device.readCertificate');
  const [typing, setTyping] = useState(false);
  const [result, setResult] = useState<string | null>(null);
  const state = status.value;
  const tell = (sentence: string) => {
    setResult(sentence);
    announce(sentence);
  };
  const renewNow = async () => {
    setResult(null);
    if ((await renew.run({})).ok) tell('续期好了。');
  };
  const exportNow = async () => {
    setResult(null);
    const reply = await exportRequest.run({});
    if (!reply.ok || !reply.value) return;
    tell(`申请写进了“${reply.value.fileName}”。送到自治区，电话核对指纹 ${reply.value.fingerprint}，证书拿回来读入。`);
  };
  const readNow = async () => {
    setResult(null);
    const reply = await readCertificate.run({});
    if (reply.ok && reply.value) tell(`证书读好了，登记到 ${dayOf(reply.value.validUntil)}。`);
  };
  const noNetwork = state?.receiverUrl === null ? '还没有接收地址。先到“送出”设，或者用文件登记' : null;
  const others: readonly BarAct[] = [
    { label: '现在续期', onAct: renewNow, closedWhy: renewWhy(state) ?? noNetwork },
    { label: '导出申请…', onAct: exportNow },
    { label: '读入证书…', onAct: readNow },
    { label: '去送出', onAct: () => go({ area: 'sync' }) },
  ];
  const code: BarAct = { label: '输入登记码…', onAct: () => setTyping(true), closedWhy: noNetwork };
  return (
    <Page
      title="登记台设备"
      actions={
        isAdministrator ? (
          <ActionBar primary={{ ...code, keyHint: 'Ctrl+回车' }} others={others} />
        ) : (
          <ActionBar primary={{ label: '去送出', keyHint: 'Ctrl+回车', onAct: () => go({ area: 'sync' }) }} />
        )
      }
    >
      <FaultView fault={status.fault ?? renew.fault ?? exportRequest.fault ?? readCertificate.fault} />
      {state && (
        <>
          <p className="row device-standing">
            <ToneMark {...marks[state.tone]} word={state.word} />
          </p>
          <p className="big-sentence">{state.sentence}</p>
          {state.copySentence !== null && <p className="device-copy">{state.copySentence}</p>}
          {state.leftSentence !== null && <p className="device-copy">{state.leftSentence}</p>}
          {!isAdministrator && <p className="hint">登记、续期由管理员办。</p>}
          {result !== null && <p role="status">{result}</p>}
          <Facts state={state} />
        </>
      )}
      {typing && (
        <CodeDialog
          onEnrolled={() => {
            setTyping(false);
            tell('登记好了，放行的记录可以送了。');
          }}
          onClose={() => setTyping(false)}
        />
      )}
    </Page>
  );
}

const marks = {
  good: { tone: 'done', shape: 'tick' },
  warn: { tone: 'underWay', shape: 'quarter' },
  bad: { tone: 'returned', shape: 'flag' },
} as const;

function Facts({ state }: { readonly state: Status }): ReactNode {
  const { certificate } = state;
  const lines: readonly (readonly [string, string])[] = [
    ['机构', state.officeName],
    ['登记台', state.deskName],
    ['登记到', certificate ? dayOf(certificate.validUntil) : '还没有登记'],
    ['谁登记的', certificate ? `${certificate.enrolledBy}，${dayOf(certificate.validFrom)} 起` : '—'],
    ['钥匙指纹', state.fingerprint],
    ['登记台编号', state.deviceId],
    ['接收地址', state.receiverUrl ?? '没有设置'],
    ['上次问自治区', state.askedAt === null ? '还没有问过' : dayAndTime(state.askedAt)],
  ];
  return (
    <dl className="card device-facts">
      {lines.map(([word, value]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function renewWhy(state: Status | undefined): string | null {
  if (!state) return '正在看登记的情况';
  if (state.certificate === null) return '还没有登记，没有可续的';
  // one that ended lately is renewed all the same; the region says so
  if (state.word === '过期') return null;
  return state.tone === 'bad' ? '这样续不了，看上面的一句' : null;
}

/** The day in +08:00: an enrolment ends on a day. */
function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
}
