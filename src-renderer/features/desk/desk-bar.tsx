import type { ReactNode } from 'react';
import type { Finding } from '#shared/domain/finding.ts';
import { ActFoot, type BarAct } from '../../ui/action-bar.tsx';
import { useActs } from '../../ui/use-acts.ts';
import { isRefused, whyRefused } from './photo-words.ts';
import { type DeskSheet, stillToDo, unsettled } from './sheet.ts';
import type { CardWork } from './use-card.ts';
import type { ShotWork } from './use-shots.ts';

/**
 * The acts of the desk. Before a shot the primary is Space, afterwards Enter: one primary at any time, each key with one
 * meaning.
 */
export function DeskBar({
  sheet,
  shots,
  closed,
  shotClosed,
  card,
  cardClosed,
  onFinish,
  onMark,
  sourceClosed,
  onSource,
  onSettle,
  onAssisted,
  onPrint,
  onSecondPerson,
}: {
  readonly sheet: DeskSheet | null;
  readonly shots: ShotWork;
  /** why this pupil cannot be completed now; null = can */
  readonly closed: readonly Finding[] | null;
  readonly shotClosed: readonly Finding[] | null;
  readonly card: CardWork;
  /** why no card can be held up now; null = it can */
  readonly cardClosed: string | null;
  readonly onFinish: () => Promise<void>;
  readonly onMark: (kind: 'absent' | 'late') => Promise<void>;
  /** why the source of the photos cannot be chosen yet; null = it can */
  readonly sourceClosed: string | null;
  readonly onSource: () => void;
  readonly onSettle: () => void;
  readonly onAssisted: () => void;
  readonly onPrint: (candidacyId: string) => Promise<void>;
  readonly onSecondPerson: () => void;
}): ReactNode {
  const isShown = shots.phase === 'shown';
  const nobody = sheet === null ? '先叫一位学生' : null;
  const open = unsettled(sheet);
  const shoot: BarAct = {
    label: isShown ? '重拍' : '拍照',
    keyHint: '空格',
    closedWhy: nobody ?? shotClosed,
    onAct: () => (isShown ? shots.retake() : shots.take()),
  };
  const complete: BarAct = {
    label: '完成并叫下一位',
    keyHint: '回车',
    closedWhy: nobody ?? whyNotComplete(sheet, shots, closed, shotClosed),
    onAct: onFinish,
  };
  const absence = sheet?.line.absence ?? null;
  const others: readonly BarAct[] = [
    {
      label: absence === 'absent' ? '撤回缺席' : '缺席',
      closedWhy: nobody ?? shotClosed,
      onAct: () => onMark('absent'),
    },
    { label: absence === 'late' ? '撤回迟到' : '迟到', closedWhy: nobody ?? shotClosed, onAct: () => onMark('late') },
    { label: '换照片来源', closedWhy: sourceClosed, onAct: onSource },
    { label: '以证件为准', closedWhy: open.length === 0 ? '证件与名册没有未选定的不同' : null, onAct: onSettle },
    { label: '当面补录', onAct: onAssisted },
    { label: '打印登记表', closedWhy: nobody, onAct: () => sheet && onPrint(sheet.line.candidacyId) },
    // only where the gate refused the shot: the row is full on a laptop
    ...(isShown && shotClosed === null && isRefused(shots.gate)
      ? [{ label: '第二人放行', onAct: onSecondPerson, closedWhy: shots.gate.overrideClosed }]
      : []),
  ];
  const [primary, second] = isShown ? [complete, shoot] : [shoot, complete];
  // drawn beside the pictures that it is about
  const hold: BarAct = { label: '举证件对照', keyHint: 'F8', closedWhy: cardClosed, onAct: card.key };
  const drop: BarAct = { label: '去掉证件照片', keyHint: 'Shift+F8', onAct: card.drop };
  const grab: BarAct = { label: '拍下证件', keyHint: 'F8', onAct: card.key };
  const leave: BarAct = { label: '不拍证件', keyHint: 'Esc', onAct: card.leave };
  const ofCard = card.picture === null ? [hold] : [hold, drop];
  // the card held before can be dropped while it is taken anew
  const whileAiming = card.picture === null ? [leave] : [leave, drop];
  const acts = useActs(card.isAiming ? grab : primary, card.isAiming ? whileAiming : [second, ...others, ...ofCard]);
  return <ActFoot acts={acts} without={ofCard} />;
}

/** What is left to do is said in words; only a refusal brings findings and their clauses. */
function whyNotComplete(
  sheet: DeskSheet | null,
  shots: ShotWork,
  closed: readonly Finding[] | null,
  shotClosed: readonly Finding[] | null,
): string | readonly Finding[] | null {
  if (shotClosed !== null) return shotClosed;
  if (shots.phase !== 'shown') return '先拍照（空格）';
  const refused = whyRefused(shots.gate);
  if (refused !== null) return refused;
  if (shots.captureId === null) return '正在保存照片';
  if (!shots.isSeen) return '照片还没有显示出来；一直不出来，按空格重拍';
  const [difference] = unsettled(sheet);
  if (difference) return `${difference.label}：证件与名册不同，先选定以哪个为准（F3）`;
  if (closed === null) return null;
  const todo = stillToDo(closed);
  return todo.length === closed.length ? todo.map((finding) => finding.next).join('；') : closed;
}
