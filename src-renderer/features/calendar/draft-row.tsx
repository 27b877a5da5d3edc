import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { type WindowKind, windowKinds } from '#shared/domain/window-kind.ts';
import { windowKindLabel } from '#shared/labels/window-kind.ts';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import type { DraftContent } from './begin-draft.ts';

type Typed = DraftContent['windows'][number];
export type Problem = Output<'calendar.read'>['problems'][number];

/** One window of a draft: what is wrong stands at its own field, what is doubtful under the line. */
export function DraftRow({
  row,
  typed,
  problems,
  onChange,
  onRemove,
}: {
  readonly row: number;
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  readonly onChange: (typed: Typed) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const own = problems.filter((problem) => problem.row === row);
  const wrong = (field: Problem['field']) =>
    withoutPlace(own.find((problem) => problem.severity === 'refuse' && problem.field === field)?.sentence);
  const doubts = own.filter(({ severity }) => severity === 'warn');
  const name = (field: string) => `windows.${row}.${field}`;
  return (
    <fieldset className="draft-row" aria-label={`第 ${row + 1} 行`}>
      <span className="draft-number">{row + 1}</span>
      <ChoiceField<WindowKind>
        label="种类"
        value={typed.kind}
        onChange={(kind) => onChange({ ...typed, kind })}
        options={windowKinds.map((kind) => ({ value: kind, label: windowKindLabel(kind) }))}
      />
      <TextField label="名称" value={typed.label} onChange={(label) => onChange({ ...typed, label })} maxLength={100} />
      <ChoiceField<string>
        label="年级"
        value={typed.cohortYear === null ? '' : String(typed.cohortYear)}
        onChange={(year) => onChange({ ...typed, cohortYear: year === '' ? null : Number(year) })}
        options={cohortChoices(typed)}
      />
      <TextField
        label="考次"
        value={typed.sitting ?? ''}
        onChange={(sitting) => onChange({ ...typed, sitting: sitting.trim() === '' ? null : sitting })}
        maxLength={40}
      />
      <TextField
        name={name('opens')}
        label="开放"
        value={typed.opens}
        onChange={(opens) => onChange({ ...typed, opens })}
        maxLength={40}
        error={wrong('opens')}
      />
      <TextField
        name={name('closes')}
        label="关闭"
        value={typed.closes}
        onChange={(closes) => onChange({ ...typed, closes })}
        maxLength={40}
        error={wrong('closes')}
      />
      <Button aria-label={`删去第 ${row + 1} 行`} onClick={onRemove}>
        删去
      </Button>
      {doubts.map(({ sentence }) => (
        <p key={sentence} className="draft-doubt">
          提醒：{sentence}
        </p>
      ))}
    </fieldset>
  );
}

/** At its own field a sentence need not say again where it belongs. */
function withoutPlace(sentence: string | undefined): string | null {
  return sentence?.replace(/^第 \d+ 行 · [^：]*：/u, '') ?? null;
}

/** The first cohort of the regulation and ten after it, and whatever stands there already. */
function cohortChoices({ cohortYear }: Typed): { value: string; label: string }[] {
  const years = Array.from({ length: 12 }, (_, n) => 2022 + n);
  if (cohortYear !== null && !years.includes(cohortYear)) years.push(cohortYear);
  return [{ value: '', label: '所有年级' }, ...years.map((year) => ({ value: String(year), label: `${year} 级` }))];
}
