import { type ReactNode, useEffect, useRef } from 'react';
import { type BoardClass, NO_CLASS } from './entry-words.ts';

/**
 * The classes of one school as a row of tiles: how many have entered, whose slip is made, whose is back signed. Radio buttons
 * underneath: one tab stop, arrows choose.
 */
export function ClassTiles({
  classes,
  chosen,
  onChoose,
}: {
  readonly classes: readonly BoardClass[];
  readonly chosen: string;
  readonly onChoose: (classId: string) => void;
}): ReactNode {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    row.current?.querySelector(`[data-class="${chosen}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  return (
    <div className="entry-classes" role="radiogroup" aria-label="各班报名、打印、签字" ref={row}>
      {classes.map((one) => {
        const key = one.classId ?? NO_CLASS;
        return (
          <label key={key} className="entry-class" data-class={key} data-chosen={key === chosen} title={inWords(one)}>
            <input type="radio" name="entry-class" checked={key === chosen} onChange={() => onChoose(key)} />
            <span className="entry-class-name">{one.className}</span>
            <span className="figures second">
              报 {one.entered}/{one.pupils} · 印 {one.printed} · 签 {one.signed}
            </span>
          </label>
        );
      })}
    </div>
  );
}

function inWords({ className, pupils, entered, printed, signed }: BoardClass): string {
  return `${className}：${pupils} 人，已报 ${entered}，报名表已打印 ${printed}，已签字收回 ${signed}`;
}
