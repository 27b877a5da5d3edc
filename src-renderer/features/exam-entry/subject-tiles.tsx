import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { outcomeLabel } from '#shared/labels/foreign-result.ts';
import { announce } from '../../ui/announce.ts';
import { basisWords } from '../../ui/finding-panel.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { StatusShape } from '../../ui/status-shapes.tsx';
import type { Offer, Subject } from './entry-words.ts';

/**
 * The thirteen subjects as tiles with one tab stop: arrows move, Space or Enter chooses. A closed tile stays in the row,
 * says why on itself, and says it aloud when it is pressed.
 */
export function SubjectTiles({
  subjects,
  chosen,
  onToggle,
}: {
  readonly subjects: Offer['subjects'];
  readonly chosen: readonly Subject[];
  readonly onToggle: (subject: Subject) => void;
}): ReactNode {
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const moveTo = (index: number): void => {
    const to = Math.min(Math.max(index, 0), subjects.length - 1);
    setAt(to);
    (grid.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  const columns = (): number => {
    const tiles = [...(grid.current?.children ?? [])] as HTMLElement[];
    const second = tiles.findIndex((tile) => tile.offsetTop !== tiles[0]?.offsetTop);
    return second === -1 ? tiles.length : second;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps: Readonly<Record<string, () => number>> = {
      ArrowRight: () => at + 1,
      ArrowLeft: () => at - 1,
      ArrowDown: () => at + columns(),
      ArrowUp: () => at - columns(),
      Home: () => 0,
      End: () => subjects.length - 1,
    };
    const step = steps[event.code];
    if (step === undefined) return;
    moveTo(step());
    event.preventDefault();
    event.stopPropagation();
  };
  const press = ({ code, label, open, why }: Offer['subjects'][number]): void => {
    // what is chosen can always be let go, also when it has been closed meanwhile
    if (open || chosen.includes(code)) onToggle(code);
    else announce(`不能选${label}：${why.map((finding) => finding.sentence).join('；')}`, 'assertive');
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid of tiles
    <div className="subject-tiles" role="group" aria-label="科目" ref={grid} onKeyDown={onKeyDown}>
      {subjects.map((subject, index) => {
        const isChosen = chosen.includes(subject.code);
        return (
          <button
            key={subject.code}
            type="button"
            className="subject-tile"
            data-subject={subject.code}
            data-closed={!subject.open}
            aria-pressed={isChosen}
            aria-disabled={subject.open || isChosen ? undefined : true}
            tabIndex={index === at ? 0 : -1}
            onFocus={() => setAt(index)}
            onClick={() => press(subject)}
          >
            <span className="subject-name">
              {isChosen && <StatusShape shape="tick" />}
              {!subject.open && !isChosen && <StatusShape shape="stop" />}
              {subject.label}
            </span>
            {subject.results.map(({ outcome, source, at }) => (
              <span key={`${source}${at}`} className="subject-why">
                {outcomeLabel(outcome)} · {source} · {dayAndTime(at)}
              </span>
            ))}
            {subject.why.map((finding) => (
              <span key={finding.ruleId} className="subject-why">
                {finding.sentence}
                <span className="subject-basis">{basisWords(finding)}</span>
              </span>
            ))}
          </button>
        );
      })}
    </div>
  );
}
