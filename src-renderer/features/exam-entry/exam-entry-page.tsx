import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar, type BarAct } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { ClassTiles } from './class-tiles.tsx';
import { EntrySheet } from './entry-sheet.tsx';
import {
  type Choice,
  classesBeside,
  isOtherChoice,
  NO_CLASS,
  namesOf,
  type Offer,
  offerFor,
  waitingForSignature,
  windowWords,
} from './entry-words.ts';
import './exam-entry.css';
import { ManyDialog } from './many-dialog.tsx';
import { PupilList } from './pupil-list.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

const none: readonly never[] = [];

/** 选课报名: the class left, one pupil's subjects right; each entry leads to the next pupil. */
export function ExamEntryPage(): ReactNode {
  const role = usePerson()?.role;
  const mayEnter = role === 'clerk' || role === 'schoolAdministrator' || role === 'classTeacher';
  const [asked, setAsked] = useState<{ readonly sitting: string | null; readonly classId: string | null }>({
    sitting: null,
    classId: null,
  });
  const [picked, setPicked] = useState<string | null>(null);
  const [choice, setChoice] = useState<(Choice & { readonly of: string }) | null>(null);
  const [dialog, setDialog] = useState<'many' | null>(null);
  // about the pupil it was opened for, whatever the list does meanwhile
  const [withdrawing, setWithdrawing] = useState<Offer | null>(null);
  const [told, setTold] = useState('');
  const board = useDeskQuery('examEntry.classBoard', asked, { keepPrevious: true });
  const sitting = board.value?.sitting ?? null;
  const pupils = board.value?.pupils ?? none;
  const selected = pupils.find((pupil) => pupil.candidacyId === picked) ?? pupils[0] ?? null;
  const own = choice !== null && choice.of === selected?.candidacyId ? choice : null;
  const query = useDeskQuery(
    'examEntry.offer',
    {
      candidacyId: selected?.candidacyId ?? '',
      sitting: sitting?.sitting ?? '',
      subjects: own ? [...own.subjects] : null,
      foreignLanguage: own?.foreignLanguage ?? null,
    },
    { enabled: selected !== null && sitting !== null, keepPrevious: true },
  );
  const offer = offerFor(query.value ?? null, selected?.candidacyId ?? null, sitting?.sitting ?? null);
  const shown: Choice = own ?? { subjects: offer?.chosen ?? none, foreignLanguage: offer?.foreignLanguage ?? null };
  const enter = useCommand('examEntry.perform');
  const slip = useCommand('examEntry.printSlip');
  const mark = useCommand('examEntry.markSlips');
  useBasis(selected?.fullName ?? '选课报名', offer ? [...offer.perform.why, ...offer.flags] : none);

  const pick = (candidacyId: string) => {
    setPicked(candidacyId);
    enter.clear();
    slip.clear();
    mark.clear();
  };
  const chooseClass = (classId: string) => {
    setAsked({ ...asked, classId });
    setPicked(null);
  };
  const perform = async () => {
    if (offer === null || sitting === null) return;
    const reply = await enter.run({
      candidacyId: offer.candidacyId,
      version: offer.version,
      sitting: sitting.sitting,
      subjects: [...shown.subjects],
      foreignLanguage: shown.foreignLanguage ?? offer.foreignLanguage,
    });
    if (!reply.ok) return;
    const sentence = `${offer.fullName} 报了 ${shown.subjects.length} 科：${namesOf(shown.subjects)}`;
    announce(sentence);
    setTold(sentence);
    // somebody else may have been chosen while this one was written
    setChoice((now) => (now?.of === offer.candidacyId ? null : now));
    const at = pupils.findIndex((pupil) => pupil.candidacyId === offer.candidacyId);
    const next = pupils[at + 1];
    if (next) setPicked((now) => (now === null || now === offer.candidacyId ? next.candidacyId : now));
  };
  const print = async (candidacyIds: readonly string[]) => {
    if (sitting === null) return;
    const reply = await slip.run({ sitting: sitting.sitting, candidacyIds: [...candidacyIds] });
    if (!reply.ok || !reply.value) return;
    const sentence = `已存 ${reply.value.slips} 份报名表到“${reply.value.fileName}”，打印后由学生签字`;
    announce(sentence);
    setTold(sentence);
  };
  const markSigned = async (items: readonly { candidacyId: string; version: number }[], signed: boolean) => {
    if (sitting === null) return;
    const reply = await mark.run({ sitting: sitting.sitting, signed, items: [...items] });
    if (!reply.ok) return;
    const { done, failed } = reply.value;
    const not = failed.map(({ fullName, sentence }) => `${fullName}：${sentence}`).join('；');
    const sentence = `${signed ? '收回签字的报名表' : '撤销签字记号'} ${done.length} 份${not === '' ? '' : `。没有记上：${not}`}`;
    announce(sentence);
    setTold(sentence);
  };

  const unsigned = waitingForSignature(pupils);
  const isSigned = offer?.slip.state === 'signed';
  const entered = pupils.filter((pupil) => pupil.entry?.state === 'entered');
  const hasEntry = offer?.entry?.state === 'entered';
  const isChanged = own !== null && isOtherChoice(own, offer?.entry ?? null);
  const acts: readonly BarAct[] = [
    {
      label: '打印报名表',
      keyHint: 'Ctrl+P',
      onAct: () => print(offer ? [offer.candidacyId] : []),
      closedWhy: !hasEntry ? '这名学生还没有报名' : isChanged ? '选择改过还没有报名，先报名再打印' : null,
    },
    {
      id: 'signed',
      label: isSigned ? '撤销签字记号' : '收回签字的报名表',
      keyHint: 'F8',
      onAct: () => offer && markSigned([offer], !isSigned),
      closedWhy: !hasEntry ? '这名学生还没有报名' : offer?.slip.state === 'none' ? '这一版选课还没有打印报名表' : null,
    },
    {
      label: '给多人报同样的科目…',
      onAct: () => setDialog('many'),
      closedWhy: shown.subjects.length === 0 ? '先选好科目，再选给哪些人' : null,
    },
    {
      id: 'printAll',
      label: `打印全班 ${entered.length} 份`,
      onAct: () => print(entered.map((pupil) => pupil.candidacyId)),
      closedWhy:
        entered.length === 0 ? '这个班还没有人报名' : entered.length > 100 ? '一次最多 100 份，按班打印' : null,
    },
    {
      id: 'allSigned',
      label: `收回全班 ${unsigned.length} 份`,
      onAct: () => markSigned(unsigned, true),
      closedWhy: unsigned.length === 0 ? '这个班没有打印了还没收回的报名表' : null,
    },
    {
      label: '撤回报名…',
      danger: true,
      onAct: () => setWithdrawing(offer),
      closedWhy: !hasEntry ? '这名学生没有可撤回的报名' : offer?.withdraw.open ? null : (offer?.withdraw.why ?? null),
    },
  ];

  return (
    <Page
      title="选课报名"
      focusTitle={false}
      aside={
        board.value && (
          <div className="row">
            {board.value.sittings.length > 0 && (
              <Select
                aria-label="考次"
                className="entry-choice"
                value={sitting?.sitting ?? ''}
                onChange={(value) => {
                  setAsked({ ...asked, sitting: value });
                  setChoice(null);
                }}
                options={board.value.sittings.map((one) => ({ value: one.sitting, label: one.label }))}
              />
            )}
            <Select
              aria-label="班级"
              className="entry-choice"
              showSearch={{ optionFilterProp: 'label' }}
              value={board.value.classId ?? NO_CLASS}
              onChange={chooseClass}
              options={board.value.classes.map((one) => ({
                value: one.classId ?? NO_CLASS,
                label: `${role === 'clerk' && one.schoolName ? `${one.schoolName} ` : ''}${one.className}　${one.entered} / ${one.pupils}`,
              }))}
            />
          </div>
        )
      }
      actions={
        <ActionBar
          primary={
            mayEnter
              ? {
                  label: '报名，下一位',
                  keyHint: 'Ctrl+回车',
                  onAct: perform,
                  closedWhy: offer === null ? '没有选中学生' : offer.perform.open ? null : offer.perform.why,
                }
              : null
          }
          others={mayEnter ? acts : []}
        >
          {told !== '' && (
            <p role="status" className="second bar-note">
              {told}
            </p>
          )}
        </ActionBar>
      }
    >
      <FaultView
        fault={enter.fault ?? slip.fault ?? mark.fault ?? board.fault ?? query.fault}
        onReload={() => void Promise.all([board.refetch(), query.refetch()])}
      />
      {board.value && sitting === null && (
        <EmptyState sentence="日程里还没有考次。由管理员在日程里录入，或等自治区的日程。" />
      )}
      {sitting !== null && (
        <p className="second figures">
          {sitting.label} {sitting.startsOn} 开考 · 选课报名 {windowWords(board.value?.windows ?? none)}
        </p>
      )}
      {sitting !== null && pupils.length === 0 && board.value && <EmptyState sentence="这里没有学生。" />}
      {sitting !== null && pupils.length > 0 && (
        <div className="entry-room">
          <ClassTiles
            classes={classesBeside(board.value?.classes ?? none, board.value?.classId ?? NO_CLASS)}
            chosen={board.value?.classId ?? NO_CLASS}
            onChoose={chooseClass}
          />
          <div className="entry-columns">
            <PupilList pupils={pupils} selected={selected?.candidacyId ?? null} onSelect={pick} />
            {offer && (
              <EntrySheet
                key={offer.candidacyId}
                offer={offer}
                choice={shown}
                onChoose={(next) => setChoice({ ...next, of: offer.candidacyId })}
              />
            )}
          </div>
        </div>
      )}
      {dialog === 'many' && sitting && (
        <ManyDialog
          pupils={pupils}
          sitting={sitting.sitting}
          subjects={shown.subjects}
          onClose={() => {
            setDialog(null);
            setChoice(null);
          }}
        />
      )}
      {withdrawing !== null && (
        <WithdrawDialog
          offer={withdrawing}
          onClose={() => setWithdrawing(null)}
          onWithdrawn={() => {
            setWithdrawing(null);
            setChoice(null);
            setTold(`已撤回 ${withdrawing.fullName} 的报名`);
          }}
        />
      )}
    </Page>
  );
}
