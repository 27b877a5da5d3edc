import { type ReactNode, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { call } from '../../bridge/call.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { faultSentence } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import './photo-wall.css';
import { closedSentence, isOpen, type Judged, type ManyResult } from './review-line.ts';
import { UsualReasons } from './usual-reasons.tsx';
import { returnReasonOf } from './wall-words.ts';

type Entry = { readonly reason: string; readonly discard: () => Promise<void> };

const MOST = 300;

/**
 * Back to the desk, each with its own reason: the gate's sentences stand there already and can be changed. The clerk and
 * the pupil read these very words. Answers one line for each.
 */
export function ReturnDialog({
  lines,
  onReturned,
  onClose,
}: {
  readonly lines: readonly Judged[];
  readonly onReturned: (result: ManyResult) => void;
  readonly onClose: () => void;
}): ReactNode {
  const open = lines.filter((line) => isOpen(line, 'review.return'));
  const closed = lines.filter((line) => !isOpen(line, 'review.return'));
  const entries = useRef(new Map<string, Entry>());
  const [wanting, setWanting] = useState<ReadonlySet<string>>(new Set());
  const keep = useCallback((candidacyId: string, entry: Entry): void => {
    entries.current.set(candidacyId, entry);
    const isWanting = entry.reason.trim().length < 2;
    setWanting((now) => {
      if (now.has(candidacyId) === isWanting) return now;
      const next = new Set(now);
      if (!next.delete(candidacyId)) next.add(candidacyId);
      return next;
    });
  }, []);

  const confirm = async (): Promise<void> => {
    const result: { done: string[]; failed: ManyResult['failed'] } = { done: [], failed: [] };
    for (const { candidacyId, version, fullName } of open) {
      const entry = entries.current.get(candidacyId);
      const reply = await call('review.return', { candidacyId, version, reason: entry?.reason.trim() ?? '' });
      if (reply.ok) {
        result.done.push(candidacyId);
        await entry?.discard();
      } else result.failed.push({ candidacyId, fullName, sentence: faultSentence(reply.fault) });
    }
    onReturned(result);
  };
  const first = open.find(({ candidacyId }) => wanting.has(candidacyId));
  const why =
    open.length === 0 ? '这些都不能退回' : first ? `${first.fullName}：先写明原因，点一条常用的，或写一句` : null;
  return (
    <Dialog
      title={open.length > 1 ? `退回登记台：${open.length} 张` : '退回登记台'}
      confirmLabel={open.length > 1 ? `退回 ${open.length} 张` : '退回'}
      closedWhy={why}
      onConfirm={confirm}
      onClose={onClose}
      danger
      width={760}
    >
      <p className="hint">登记员和学生看到的就是下面的话，可以改。</p>
      <ul className="return-list">
        {open.map((line) => (
          <ReturnEntry key={line.candidacyId} line={line} onReason={keep} />
        ))}
        {closed.map((line) => (
          <li key={line.candidacyId}>
            <span />
            <div>
              <PersonName name={line.fullName} /> <span className="hint">{line.className}</span>
              <p>不能退回：{closedSentence(line, 'review.return')}</p>
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function ReturnEntry({
  line,
  onReason,
}: {
  readonly line: Judged;
  readonly onReason: (candidacyId: string, entry: Entry) => void;
}): ReactNode {
  const { candidacyId, captureId, fullName, className } = line;
  const draft = useReasonDraft('returnReason', candidacyId);
  const [isTouched, setTouched] = useState(false);
  const reason = isTouched || draft.text !== '' ? draft.text : returnReasonOf(line.gate ?? null);
  const tell = useEffectEvent(() => onReason(candidacyId, { reason, discard: draft.discard }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: told anew whenever the words change
  useEffect(() => tell(), [reason]);
  const change = (text: string): void => {
    setTouched(true);
    draft.change(text.slice(0, MOST));
  };
  return (
    <li>
      <span className="wall-photo">
        {captureId === null ? '没有照片' : <PhotoImage captureId={captureId} alt={`${fullName} 本次照片`} />}
      </span>
      <div>
        <PersonName name={fullName} /> <span className="hint">{className}</span>
        <TextField
          label={`${fullName} 的退回原因`}
          kind="lines"
          value={reason}
          onChange={change}
          maxLength={MOST}
          hint={draft.foundHint}
        />
        <UsualReasons onAdd={(sentence) => change(reason === '' ? sentence : `${reason}；${sentence}`)} />
      </div>
    </li>
  );
}
