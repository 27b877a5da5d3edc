import { Button, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { countInWords } from '#shared/domain/list-limit.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { go } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { ResultLines } from './result-lines.tsx';
import { RetakeDialog } from './retake-dialog.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import './review.css';
import { closedReason, isOpen, itemsOf, type ManyResult, type ReviewLine } from './review-line.ts';

const stages = [
  ['reviewed', '待放行'],
  ['released', '已放行'],
  ['refused', '自治区退回'],
] as const;
type Stage = (typeof stages)[number][0];

const empty: Readonly<Record<Stage, string>> = {
  reviewed: '没有待放行的。审核通过后出现在这里。',
  released: '还没有放行过。',
  refused: '自治区没有退回的。',
};

/** 放行: what leaves the house, by somebody else than who captured it; below it what has left and what came back. */
export function ReleasePage(): ReactNode {
  const person = usePerson();
  const [stage, setStage] = useState<Stage>('reviewed');
  const [unchosen, setUnchosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<string | null>(null);
  const [result, setResult] = useState<{ verb: string; lines: ManyResult } | null>(null);
  const [returning, setReturning] = useState<ReviewLine | null>(null);
  const [recalling, setRecalling] = useState<ReviewLine | null>(null);
  const list = useDeskQuery('review.list', { stage, classId: null }, { keepPrevious: true });
  const release = useCommand('release.perform');
  const prepared = useDeskQuery('batch.list', { state: 'prepared' }).value?.length ?? 0;
  const lines = list.value ?? [];
  const releasable = stage === 'reviewed' ? lines.filter((line) => isOpen(line, 'release.perform')) : [];
  const chosen = releasable.filter((line) => !unchosen.has(line.candidacyId));
  const selected = lines.find((line) => line.candidacyId === asked) ?? lines[0] ?? null;

  const toggle = (line: ReviewLine): void => {
    const next = new Set(unchosen);
    if (!next.delete(line.candidacyId)) next.add(line.candidacyId);
    setUnchosen(next);
  };
  const perform = async (): Promise<void> => {
    const reply = await release.run({ items: itemsOf(chosen) });
    if (!reply.ok) return;
    setResult({ verb: '已放行', lines: reply.value });
    setUnchosen(new Set());
    announce(`已放行 ${reply.value.done.length} 份`);
    await list.refetch();
  };
  const chooseAll = (): void => setUnchosen(new Set());
  const chooseNone = (): void => setUnchosen(new Set(releasable.map((line) => line.candidacyId)));
  useKeys({ 'Ctrl+KeyA': chooseAll });

  return (
    <Page
      title="放行"
      focusTitle={lines.length === 0}
      aside={
        <Radio.Group
          aria-label="看哪一步的"
          optionType="button"
          value={stage}
          options={stages.map(([value, label]) => ({ value, label }))}
          onChange={(event) => {
            setStage(event.target.value as Stage);
            setResult(null);
            setAsked(null);
          }}
        />
      }
      actions={
        <ActionBar
          primary={{
            label: `放行 ${chosen.length} 份`,
            keyHint: 'Ctrl+回车',
            closedWhy:
              stage !== 'reviewed'
                ? '先回到“待放行”'
                : chosen.length === 0
                  ? releasable.length === 0
                    ? '没有能放行的：没有待放行的，或都是你自己录入、采集的'
                    : '还没有选（空格选，Ctrl+A 全选）'
                  : null,
            onAct: perform,
          }}
          others={[
            { label: '全选', closedWhy: releasable.length === 0 ? '没有能放行的' : null, onAct: chooseAll },
            {
              label: '退回登记台…',
              closedWhy: person?.role === 'reviewer' ? closedReason(selected, 'review.return') : '退回由审核员办理',
              onAct: () => setReturning(selected),
            },
            {
              label: '叫回重拍…',
              closedWhy: closedReason(selected, 'photo.orderRetake'),
              onAct: () => setRecalling(selected),
            },
            { label: prepared > 0 ? `批次（${prepared} 批等放行）…` : '批次…', onAct: () => go({ area: 'batches' }) },
          ]}
        />
      }
    >
      <FaultView fault={list.fault ?? release.fault} onReload={() => void list.refetch()} />
      {result !== null && <ResultLines result={result.lines} verb={result.verb} />}
      {list.value !== undefined && lines.length === 0 && <EmptyState sentence={empty[stage]} />}
      {stage === 'reviewed' && lines.length > 0 && (
        <p className="row">
          <span className="figures">
            待放行 {countInWords(lines.length)} 份，能由你放行 {releasable.length} 份，已选 {chosen.length} 份
          </span>
          <Button size="small" onClick={chosen.length === releasable.length ? chooseNone : chooseAll}>
            {chosen.length === releasable.length ? '全不选' : '全选'}
          </Button>
        </p>
      )}
      {lines.length > 0 && (
        <div className="card release-list">
          {/* biome-ignore lint/a11y/noStaticElementInteractions: Space chooses the line that has the focus */}
          <div
            onKeyDown={(event) => {
              if (event.code !== 'Space' || event.repeat || selected === null || stage !== 'reviewed') return;
              event.preventDefault();
              toggle(selected);
            }}
          >
            <RovingList
              label={stages.find(([value]) => value === stage)?.[1] ?? ''}
              items={lines}
              keyOf={(line) => line.candidacyId}
              selected={selected?.candidacyId ?? null}
              onSelect={(line) => setAsked(line.candidacyId)}
              takeFocus
            >
              {(line) => <ReleaseLine line={line} stage={stage} isChosen={chosen.includes(line)} />}
            </RovingList>
          </div>
        </div>
      )}
      {returning !== null && (
        <ReturnDialog
          lines={[returning]}
          onReturned={(returned) => {
            setReturning(null);
            setResult({ verb: '已退回', lines: returned });
            void list.refetch();
          }}
          onClose={() => setReturning(null)}
        />
      )}
      {recalling !== null && (
        <RetakeDialog
          line={recalling}
          onOrdered={() => {
            setResult({ verb: '已叫回重拍', lines: { done: [recalling.candidacyId], failed: [] } });
            announce(`已叫回 ${recalling.fullName} 重拍`);
            setRecalling(null);
            void list.refetch();
          }}
          onClose={() => setRecalling(null)}
        />
      )}
    </Page>
  );
}

function ReleaseLine({
  line,
  stage,
  isChosen,
}: {
  readonly line: ReviewLine;
  readonly stage: Stage;
  readonly isChosen: boolean;
}): ReactNode {
  const why = stage === 'reviewed' ? closedReason(line, 'release.perform') : null;
  const sentence = typeof why === 'string' ? why : (why?.map((finding) => finding.sentence).join('；') ?? '');
  return (
    <div className="release-line" data-stage={stage}>
      {stage === 'reviewed' && (
        <span className="release-choice" data-chosen={isChosen}>
          {why === null && (isChosen ? '已选' : '未选')}
        </span>
      )}
      <span className="release-photo">
        {line.captureId !== null && <PhotoImage captureId={line.captureId} alt={`${line.fullName} 本次照片`} />}
      </span>
      <span className="release-who">
        <PersonName name={line.fullName} />
        <span className="hint">
          {line.schoolName} {line.className} · 末四位 {line.documentLastFour}
        </span>
      </span>
      <span className="hint">
        {line.capturedBy} 采集{line.completedAt && ` ${dayAndTime(line.completedAt)}`}
        {line.revision > 1 && ` · 第 ${line.revision} 次`}
      </span>
      <StatusMark status={line.status} held={line.held} absence={line.absence} isPrivate={line.isPrivate} />
      {(sentence !== '' || line.findingSentences.length > 0) && (
        <span className="release-why">{[sentence, ...line.findingSentences].filter(Boolean).join('；')}</span>
      )}
    </div>
  );
}
