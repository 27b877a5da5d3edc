import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { ChoiceField } from '../../ui/field.tsx';
import { dutyWords } from './parcel-words.ts';

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
  const [duty, setDuty] = useState<keyof typeof dutyWords | null>(card.knownAs);
  const command = useCommand('parcel.addDesk');
  const add = async () => {
    if (duty === null) return;
    const reply = await command.run({ card: card.card, duty });
    if (reply.ok) onAdded(`认了“${card.deskName}”。它那边也要认本机，才能互相读包。`);
  };
  const sameAgain = duty === card.knownAs && !card.isLost ? '这台已经这样认过，钥匙没有变' : null;
  const closedWhy = duty === null ? '选它是办公室的，还是外出的' : sameAgain;
  return (
    <Dialog
      title={`认“${card.deskName}”`}
      confirmLabel="指纹一样，认它"
      closedWhy={closedWhy}
      onConfirm={add}
      onClose={onClose}
    >
      <FaultView fault={command.fault} />
      <p>到那台登记台的这一页上，看“本机”一行的指纹，和下面一字一字对：</p>
      <p className="fingerprint figures">{card.fingerprint}</p>
      <ChoiceField
        label="本机把它当作"
        value={duty}
        onChange={setDuty}
        options={(['office', 'field'] as const).map((value) => ({ value, label: dutyWords[value] }))}
        hint="外出的登记台丢了，拿到它的人也发不了账户。只有办公室那一台才选“办公室的”"
      />
      <p className="second">不一样就不要认：名片可能被换过，到那台上重新写一张。</p>
    </Dialog>
  );
}
