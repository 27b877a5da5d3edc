import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { maskNumber } from '#shared/lib/mask.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { TextField } from '../../ui/field.tsx';
import { FindingPanel } from '../../ui/finding-panel.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { closedReason, type DeskSheet, fieldValue } from './sheet.ts';

/** The mobile as it stands, and the way to write down that the candidate changes it here in person (clause 2.5). */
export function MobileRow({ sheet }: { readonly sheet: DeskSheet }): ReactNode {
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState('');
  const [asked, setAsked] = useState(false);
  const closed = closedReason(sheet, 'mobileChange.perform');
  return (
    <section className="mobile-row" aria-label="手机号">
      <span className="hint">手机号</span>
      <span className="figures">{maskNumber(fieldValue(sheet, 'mobile')) || '未填'}</span>
      <Button
        size="small"
        aria-disabled={closed ? true : undefined}
        className={closed ? 'closed' : ''}
        onClick={() => (closed ? setAsked(true) : setOpen(true))}
      >
        本人改手机号…
      </Button>
      {told !== '' && (
        <span role="status" className="second">
          {told}
        </span>
      )}
      {asked && closed && <FindingPanel title="现在不能改手机号" findings={closed} />}
      {open && (
        <MobileDialog
          sheet={sheet}
          onDone={(sentence) => {
            setOpen(false);
            setTold(sentence);
            announce(sentence);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

function MobileDialog({
  sheet,
  onDone,
  onClose,
}: {
  readonly sheet: DeskSheet;
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [mobile, setMobile] = useState('');
  const [present, setPresent] = useState(false);
  const change = useCommand('mobileChange.perform');
  const { line } = sheet;

  const submit = async () => {
    const reply = await change.run({
      candidacyId: line.candidacyId,
      version: line.version,
      mobile: mobile.trim(),
      pupilPresent: present,
    });
    if (!reply.ok) return;
    const later = reply.value.toTell ? '；登记已送自治区，这项改动排着送去' : '';
    onDone(`手机号已改为 ${reply.value.mobileMasked}${later}`);
  };
  return (
    <Dialog
      title="本人到场改手机号"
      confirmLabel="记下本人改的号"
      closedWhy={mobile.trim() === '' ? '还差：新手机号' : null}
      onConfirm={submit}
      onClose={onClose}
    >
      <p>
        <PersonName name={line.fullName} size="title" />{' '}
        <span className="second">
          {line.schoolName} {line.className}
        </span>
      </p>
      <FaultView fault={change.fault} />
      <TextField
        name="mobile"
        label="新手机号"
        value={mobile}
        onChange={setMobile}
        maxLength={30}
        takeFocus
        hint="写完当面念一遍，本人听清再记"
      />
      <Checkbox checked={present} onChange={(event) => setPresent(event.target.checked)}>
        本人在场，是本人要改
      </Checkbox>
    </Dialog>
  );
}
