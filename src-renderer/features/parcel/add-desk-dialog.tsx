import type { ReactNode } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';

/** The fingerprint of a card, to compare with the other desk's own screen before that desk is let in. */
export function AddDeskDialog({
  card,
  onAdded,
  onClose,
}: {
  readonly card: NonNullable<Output<'parcel.readCard'>>;
  readonly onAdded: (sentence: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const command = useCommand('parcel.addDesk');
  const add = async () => {
    const reply = await command.run({ card: card.card });
    if (reply.ok) onAdded(`认了“${card.deskName}”。它那边也要认本机，才能互相读包。`);
  };
  return (
    <Dialog
      title={`认“${card.deskName}”`}
      confirmLabel="指纹一样，认它"
      closedWhy={card.isKnown ? '这台已经认过，钥匙没有变' : null}
      onConfirm={add}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <p>到那台登记台的这一页上，看“本机”一行的指纹，和下面一字一字对：</p>
      <p className="fingerprint figures">{card.fingerprint}</p>
      <p className="second">不一样就不要认：名片可能被换过，到那台上重新写一张。</p>
    </Dialog>
  );
}
