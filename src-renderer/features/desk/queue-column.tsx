import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { usePerson } from '../../stores/session-store.ts';
import { clockMinutes } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark, ToneMark } from '../../ui/status-mark.tsx';
import { useRecentStore } from './recent-store.ts';
import type { PupilLine } from './sheet.ts';

type Queue = Output<'desk.queue'>;

/** Who is being registered, who comes next, who is missing, and who has just been done. */
export function QueueColumn({
  title,
  counts,
  waiting,
  current,
  onCall,
  onPrint,
}: {
  readonly title: string;
  readonly counts: Queue['class'] | null;
  readonly waiting: readonly PupilLine[];
  readonly current: string | null;
  readonly onCall: (candidacyId: string) => void;
  readonly onPrint: (candidacyId: string) => void;
}): ReactNode {
  const person = usePerson();
  const recent = useRecentStore((state) => state.recent).filter((pupil) => pupil.userId === person?.userId);
  return (
    <section className="queue-column" aria-label="队列">
      <h1 className="queue-title">{title}</h1>
      {counts !== null && <Counts counts={counts} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <ol className="queue-list" aria-label="待办的学生" tabIndex={0}>
        {waiting.map((pupil) => (
          <li key={pupil.candidacyId} data-current={pupil.candidacyId === current}>
            <button
              type="button"
              tabIndex={-1}
              aria-current={pupil.candidacyId === current ? 'true' : undefined}
              ref={pupil.candidacyId === current ? scrollHere : null}
              onClick={() => onCall(pupil.candidacyId)}
            >
              <span className="figures queue-seat">
                {pupil.candidacyId === current ? '▶ ' : ''}
                {pupil.seatNo ?? '–'}
              </span>
              <PersonName name={pupil.fullName} size="table" />
              {(pupil.absence !== null || pupil.status !== 'awaitingCapture') && (
                <StatusMark
                  status={pupil.status}
                  held={pupil.held}
                  absence={pupil.absence}
                  isPrivate={pupil.isPrivate}
                />
              )}
            </button>
          </li>
        ))}
      </ol>
      {waiting.length === 0 && counts !== null && <p className="second">这个班没有待采集的了。</p>}
      {recent.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="queue-recent" aria-label="刚办完" tabIndex={0}>
          <h2>刚办完</h2>
          <ul>
            {recent.map((pupil) => (
              <li key={pupil.candidacyId}>
                <span className="figures">{clockMinutes(pupil.savedAt)}</span>
                <PersonName name={`${pupil.seatNo ?? ''} ${pupil.fullName}`.trim()} size="table" />
                {pupil.outcome === 'held' ? (
                  <span className="recent-note">已留存，班主任同意后自动完成</span>
                ) : (
                  <ToneMark tone="done" shape="tick" word="完成" />
                )}
                <button type="button" className="text-button" tabIndex={-1} onClick={() => onPrint(pupil.candidacyId)}>
                  登记表
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

function Counts({ counts }: { readonly counts: Queue['class'] }): ReactNode {
  const { done, total, late, absent, returned, waitingForTeacher } = counts;
  return (
    <div className="queue-counts">
      <p className="figures">
        <strong>{done}</strong> / {total} 人已办
      </p>
      <progress max={Math.max(total, 1)} value={done} aria-label="已办人数" />
      <p className="hint figures">
        迟到 {late} · 缺席 {absent} · 退回 {returned} · 待班主任 {waitingForTeacher}
      </p>
    </div>
  );
}

function scrollHere(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
