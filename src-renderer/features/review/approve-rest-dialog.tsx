import type { ReactNode } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import type { Rest } from './approve-rest.ts';
import './photo-wall.css';

/** Count and names of all that are passed together, and of those that are not, with the reason, before anything happens. */
export function ApproveRestDialog({
  rest,
  flags,
  fault,
  onApprove,
  onClose,
}: {
  readonly rest: Rest;
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly fault: Fault | null;
  readonly onApprove: () => Promise<void>;
  readonly onClose: () => void;
}): ReactNode {
  const { passed, left } = rest;
  const words = (candidacyId: string) => flags.get(candidacyId)?.join('；') ?? '';
  // what the rules flagged is read before the plain names
  const order = [...passed].sort(
    (one, other) => Number(words(other.candidacyId) !== '') - Number(words(one.candidacyId) !== ''),
  );
  return (
    <Dialog
      title={`本页其余通过：${passed.length} 张`}
      confirmLabel={`通过 ${passed.length} 张`}
      closedWhy={passed.length === 0 ? '没有能一起通过的' : null}
      onConfirm={onApprove}
      onClose={onClose}
      width={760}
    >
      <h3>要通过 {passed.length} 人</h3>
      <NameList label="要通过的" names={order.map((one) => ({ ...one, why: words(one.candidacyId) }))} />
      {left.length > 0 && (
        <>
          <h3>不在内 {left.length} 人，要单独办</h3>
          <NameList label="不在内的" names={left.map(({ one, why }) => ({ ...one, why }))} />
        </>
      )}
      <FaultView fault={fault} />
    </Dialog>
  );
}

function NameList({
  label,
  names,
}: {
  readonly label: string;
  readonly names: readonly {
    readonly candidacyId: string;
    readonly fullName: string;
    readonly className: string | null;
    readonly why: string;
  }[];
}): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <ul className="name-list" aria-label={label} tabIndex={0}>
      {names.map(({ candidacyId, fullName, className, why }) => (
        <li key={candidacyId}>
          <PersonName name={fullName} size="table" /> <span className="hint">{className}</span>
          {why !== '' && <span className="wall-word">{why}</span>}
        </li>
      ))}
    </ul>
  );
}
