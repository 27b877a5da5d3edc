import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type Acts, type KeyedAct, whySentence } from './use-acts.ts';

/** One act with its key. A closed one stays focusable, is marked aria-disabled and says why when pressed. */
export function ActButton({
  keyed: { act, hint, isPrimary },
  acts,
}: {
  readonly keyed: KeyedAct;
  readonly acts: Acts;
}): ReactNode {
  return (
    <Button
      type={isPrimary ? 'primary' : 'default'}
      size={isPrimary ? 'large' : 'middle'}
      danger={act.danger ?? false}
      className={act.closedWhy ? 'act closed' : 'act'}
      aria-disabled={act.closedWhy ? true : undefined}
      title={act.closedWhy ? whySentence(act.closedWhy) : undefined}
      onClick={() => void acts.perform(act)}
    >
      {hint !== '' && <span className="key-hint">{hint} </span>}
      {act.label}
    </Button>
  );
}

/** Why the act that was pressed last is closed; nothing while it is open. */
export function ClosedWhy({ acts: { refused } }: { readonly acts: Acts }): ReactNode {
  if (!refused?.closedWhy) return null;
  return (
    <p className="closed-why">
      {refused.label}：{whySentence(refused.closedWhy)}
    </p>
  );
}

/** Some of a page's acts in a row of their own, beside what they are about; the keys stay those of the page. */
export function ActRow({
  acts,
  of,
}: {
  readonly acts: Acts;
  readonly of: readonly { readonly label: string }[];
}): ReactNode {
  const labels = new Set(of.map(({ label }) => label));
  const own = acts.all.filter(({ act }) => labels.has(act.label));
  if (own.length === 0) return null;
  return (
    <div className="act-row">
      {own.map((keyed) => (
        <ActButton key={keyed.act.id ?? keyed.act.label} keyed={keyed} acts={acts} />
      ))}
    </div>
  );
}
