import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import type { Guidance, Instruction } from '#shared/photo/instruction.ts';
import { announce, announceTip } from '../../ui/announce.ts';
import { firstSentence, instructionWords, isForPupil, isRefused, refusalNames, warningNames } from './photo-words.ts';
import { closedReason, type DeskSheet, stillToDo, unsettled } from './sheet.ts';
import type { ShotWork } from './use-shots.ts';

/** Live tips are spoken only once they have stood this long. */
const SPOKEN_AFTER_MS = 1000;

type StageTipProps = {
  readonly shots: ShotWork;
  readonly sheet: DeskSheet | null;
  readonly closedWhy: string | null;
  /** there is no live picture at the moment */
  readonly isBlind: boolean;
  readonly guidance: Guidance;
  /** what the gate says of itself while it cannot look; '' = nothing */
  readonly gateSentence: string;
  readonly onSecondPerson: () => void;
};

/** One tip at a time below the picture: what the pupil changes, else what the clerk does next. */
export function StageTip(props: StageTipProps): ReactNode {
  const { shots, sheet, closedWhy, isBlind, guidance, onSecondPerson } = props;
  const isLive = closedWhy === null && sheet !== null && shots.phase === 'live' && !isBlind;
  const live = isLive ? instructionWords(guidance.instruction) : '';
  useEffect(() => {
    if (live === '') return;
    const timer = setTimeout(() => announceTip(live), SPOKEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [live]);

  const refused = closedWhy === null && shots.phase === 'shown' && isRefused(shots.gate) ? shots.gate : null;
  const spoken =
    refused === null ? '' : `照片没有通过，还差：${refusalNames(refused).join('、')}。${firstSentence(refused)}`;
  useEffect(() => {
    if (spoken !== '') announce(spoken, 'assertive');
  }, [spoken]);

  if (shots.trouble !== null) {
    return (
      <p className="stage-tip" data-tone="returned" role="status">
        {shots.trouble}
      </p>
    );
  }
  if (closedWhy === null && shots.phase === 'shown' && isRefused(shots.gate)) {
    return (
      <div className="stage-tip" data-tone="refused">
        <strong>还差：{refusalNames(shots.gate).join('、')}</strong>
        <span>{firstSentence(shots.gate)}</span>
        {shots.gate.overrideClosed === null ? (
          <span>
            按空格重拍，或 <SecondPerson label="由第二人放行" onClick={onSecondPerson} />
          </span>
        ) : (
          <span>按空格重拍。这样的照片第二人也不能放行</span>
        )}
      </div>
    );
  }
  const [tip, more] = closedWhy === null ? tipOf(props, live) : ['这位不用再办', closedWhy];
  return (
    <div className="stage-tip" data-live={live === '' ? undefined : guidance.instruction.kind}>
      <strong>{tip}</strong>
      {isLive && guidance.offersSecondPerson ? (
        <SecondPerson label="拍下，由第二人放行" onClick={onSecondPerson} />
      ) : (
        <span>{more}</span>
      )}
    </div>
  );
}

function SecondPerson({ label, onClick }: { readonly label: string; readonly onClick: () => void }): ReactNode {
  return (
    <Button className="second-person" onClick={onClick}>
      {label}
    </Button>
  );
}

function tipOf(
  { shots, sheet, isBlind, guidance, gateSentence }: StageTipProps,
  live: string,
): readonly [string, string] {
  if (sheet === null) return ['', ''];
  if (shots.phase === 'taking') return ['别动，正在拍', ''];
  if (shots.phase === 'live' && isBlind) return ['现在没有画面', '画面回来再拍，或用备用方式；这位学生不用重叫'];
  if (shots.phase === 'live' && live !== '') return [live, `${whoActs(guidance.instruction)}看好人，按空格拍照`];
  if (shots.phase === 'live') return ['看好人，按空格拍照', gateSentence || '名字和本人对得上再拍'];
  if (shots.captureId === null) return ['正在保存照片', ''];
  const todo = stillToDo(sheet.findings).filter((finding) => !finding.ruleId.startsWith('desk.photo-'));
  if (unsettled(sheet).length > 0) return ['选定不同处（F3）', '证件与名册不同的，和学生核对后选定'];
  if (todo.length > 0) return ['看证件，键末四位', 'Tab 到末四位；键完四位，焦点回到画面'];
  if (closedReason(sheet, 'desk.complete') !== null) return ['现在不能完成', '原因和下一步写在右边；照片已留着'];
  if (shots.gate !== null && shots.gate.lookAlikes.length > 0)
    return ['核对好，按回车完成', '和别人的照片几乎一样：看清坐着的是谁，回车后写明原因'];
  const warnings = shots.gate === null ? [] : warningNames(shots.gate);
  const more = warnings.length > 0 ? `照片有提醒：${warnings.join('、')}；看得清就用` : '';
  return ['核对好，按回车完成', more || '学生看过姓名、证件和照片；不好按空格重拍'];
}

/** Light and cloth are not the pupil's to change. */
function whoActs(instruction: Instruction): string {
  return isForPupil(instruction) ? '' : '这一项由登记员来调 · ';
}
