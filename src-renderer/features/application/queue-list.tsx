import type { ReactNode } from 'react';
import { PersonName } from '../../ui/person-name.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { stateLooks } from './application-line.ts';
import type { Queue } from './use-queue.ts';

/** The queue: what is to be decided, whose, where it lies, what is due. Space marks for an act on many. */
export function QueueList({ queue }: { readonly queue: Queue }): ReactNode {
  const mayMark = queue.duty === 'mine';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Space marks the line that has the focus
    <div
      className="card flush application-queue"
      onKeyDown={(event) => {
        if (event.code !== 'Space' || event.repeat || event.nativeEvent.isComposing || !mayMark) return;
        event.preventDefault();
        if (queue.selected) queue.toggleMark(queue.selected.applicationId);
      }}
    >
      <RovingList
        label="业务件"
        items={queue.lines}
        keyOf={(line) => line.applicationId}
        selected={queue.selected?.applicationId ?? null}
        onSelect={(line) => queue.select(line.applicationId)}
        takeFocus
      >
        {(line) => (
          <div className="application-line" data-marked={queue.marked.has(line.applicationId) || undefined}>
            <p className="row spread">
              <PersonName name={line.fullName} />
              {mayMark && (
                <span className="application-choice">
                  {queue.marked.has(line.applicationId) ? '☑ 已选' : '☐ 空格选上'}
                </span>
              )}
            </p>
            <p>
              <strong>{line.kindLabel}</strong> {line.title}
            </p>
            <p className="row spread">
              <ToneMark {...stateLooks[line.state]} word={line.place} />
              <span className="hint">
                {line.schoolName} {line.className}
              </span>
            </p>
            {line.due !== null && <p className="hint">{line.due}</p>}
          </div>
        )}
      </RovingList>
    </div>
  );
}
