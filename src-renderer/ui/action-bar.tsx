import type { ReactNode } from 'react';
import { ActButton, ClosedWhy } from './act-button.tsx';
import { type Acts, type BarAct, useActs } from './use-acts.ts';

export type { BarAct };

/** The bar at the foot of every page: one primary act on the left, the others numbered (Alt+1…9). */
export function ActionBar({
  primary,
  others = [],
  children,
}: {
  readonly primary?: BarAct | null;
  readonly others?: readonly BarAct[];
  readonly children?: ReactNode;
}): ReactNode {
  const acts = useActs(primary, others);
  return <ActFoot acts={acts}>{children}</ActFoot>;
}

/** The same for a page that draws some of its acts elsewhere (`without`), beside what they are about. */
export function ActFoot({
  acts,
  without = [],
  children,
}: {
  readonly acts: Acts;
  readonly without?: readonly { readonly label: string }[];
  readonly children?: ReactNode;
}): ReactNode {
  const elsewhere = new Set(without.map(({ label }) => label));
  const own = acts.all.filter(({ act }) => !elsewhere.has(act.label));
  return (
    <footer className="action-bar">
      {own.map((keyed) => (
        <ActButton key={keyed.act.id ?? keyed.act.label} keyed={keyed} acts={acts} />
      ))}
      {children}
      <ClosedWhy acts={acts} />
    </footer>
  );
}
