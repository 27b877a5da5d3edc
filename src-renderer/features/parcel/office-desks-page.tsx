import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { useProgress } from '../../bridge/use-progress.ts';
import { goBack } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar, type BarAct } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { AddDeskDialog } from './add-desk-dialog.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { LostDeskDialog, LostParcelDialog } from './lost-desk-dialogs.tsx';
import { OfficeDeskList } from './office-desk-list.tsx';
import { ParcelHistory } from './parcel-history.tsx';
import { cameSentence } from './parcel-words.ts';
import { SendOutDialog } from './send-out-dialog.tsx';
import './parcel.css';

type Card = NonNullable<Output<'parcel.readCard'>>;

/** Desks of one office without a network between them: who is known, what went and came, out to the school and back. */
export function OfficeDesksPage(): ReactNode {
  const role = usePerson()?.role;
  const isAdministrator = role === 'officeAdministrator';
  const mayRead = isAdministrator || role === 'reviewer';
  const desks = useDeskQuery('parcel.desks', {});
  const writeCard = useCommand('parcel.writeCard');
  const readCard = useCommand('parcel.readCard');
  const read = useCommand('parcel.readFromDesk');
  const handOver = useCommand('parcel.writeToOffice');
  const stop = useCommand('parcel.stop');
  const progress = useProgress('parcel');
  const [card, setCard] = useState<Card | null>(null);
  const [open, setOpen] = useState<'handOver' | 'sendOut' | null>(null);
  const [lost, setLost] = useState<{ readonly act: 'lose' | 'readLost'; readonly deviceId: string } | null>(null);
  const [result, setResult] = useState<string | null>(null);
  useKeys({ Escape: goBack });
  const tell = (sentence: string) => {
    setOpen(null);
    setLost(null);
    setResult(sentence);
    announce(sentence);
    void desks.refetch();
  };
  const all = desks.value?.desks ?? [];
  const known = all.filter((desk) => desk.lost === null);
  const lostOne = all.find((desk) => desk.deviceId === lost?.deviceId);
  const unfinished = desks.value?.history.filter(({ state, again }) => state === 'begun' && again !== null) ?? [];
  const noDesk = known.length === 0 ? '还没有认别的登记台。由管理员读它的名片' : null;
  const waiting = desks.value?.toHandOver ?? 0;
  const readNow = async () => {
    setResult(null);
    const reply = await read.run({});
    if (reply.ok && reply.value) tell(cameSentence(reply.value));
  };
  const writeAgain = async (deviceId: string, again: string) => {
    setResult(null);
    const reply = await handOver.run({ deviceId, again });
    if (reply.ok && reply.value)
      tell(`${reply.value.records} 份已再写进“${reply.value.fileName}”，读回核对过，可以拔出 U 盘。`);
  };
  const others: readonly BarAct[] = [
    ...(mayRead ? [{ label: '读同事的包…', onAct: readNow, closedWhy: noDesk }] : []),
    ...(isAdministrator ? [{ label: '写外出的包…', onAct: () => setOpen('sendOut'), closedWhy: noDesk }] : []),
    ...(mayRead
      ? [
          {
            label: '写本机名片…',
            onAct: async () => {
              const reply = await writeCard.run({});
              if (reply.ok && reply.value)
                tell(`名片已写成“${reply.value.fileName}”。拿到另一台，由管理员读入、核对指纹。`);
            },
          },
        ]
      : []),
    ...(isAdministrator
      ? [
          {
            label: '认一台登记台…',
            onAct: async () => {
              const reply = await readCard.run({});
              if (reply.ok) setCard(reply.value);
            },
          },
        ]
      : []),
    ...(progress ? [{ label: '停下装包', onAct: () => stop.run({}) }] : []),
  ];
  return (
    <Page
      title="同办公室的登记台"
      actions={
        <ActionBar
          primary={{
            label: '带回审核…',
            keyHint: '回车',
            onAct: () => setOpen('handOver'),
            closedWhy: noDesk ?? (waiting === 0 ? '没有要带回的：登记完成、还没有放行的才带' : null),
          }}
          others={others}
        />
      }
    >
      <p className="big-sentence">
        {desks.value === undefined
          ? ''
          : waiting > 0
            ? `登记完成、还没有放行的 ${waiting} 份，可以带回办公室由另一个人审核、放行。`
            : '没有等着带回办公室的。'}
      </p>
      <FaultView
        fault={desks.fault ?? writeCard.fault ?? readCard.fault ?? read.fault ?? handOver.fault ?? stop.fault}
      />
      {result !== null && <p role="status">{result}</p>}
      {unfinished.map(({ sha256, otherDesk, count, at }) => (
        <p key={sha256} className="second">
          {dayAndTime(at)} 给“{otherDesk}”写的 {count} 份，写到一半程序停了：文件可能在 U 盘上，也可能不在。U
          盘上有的照常交去；没有的按那一行的“再写一次…”。
        </p>
      ))}
      {desks.value && (
        <OfficeDeskList
          own={desks.value.own}
          desks={all}
          onAct={isAdministrator ? (act, desk) => setLost({ act, deviceId: desk.deviceId }) : null}
        />
      )}
      {desks.value && <ParcelHistory lines={desks.value.history} onAgain={writeAgain} />}
      {card !== null && (
        <AddDeskDialog
          card={card}
          onAdded={(sentence) => {
            setCard(null);
            tell(sentence);
          }}
          onClose={() => setCard(null)}
        />
      )}
      {lost?.act === 'lose' && lostOne && <LostDeskDialog desk={lostOne} onDone={tell} onClose={() => setLost(null)} />}
      {lost?.act === 'readLost' && lostOne && (
        <LostParcelDialog desk={lostOne} onDone={tell} onClose={() => setLost(null)} />
      )}
      {open === 'handOver' && (
        <HandOverDialog desks={known} waiting={waiting} onWritten={tell} onClose={() => setOpen(null)} />
      )}
      {open === 'sendOut' && <SendOutDialog desks={known} onWritten={tell} onClose={() => setOpen(null)} />}
    </Page>
  );
}
