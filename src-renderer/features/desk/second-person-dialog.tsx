import { Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { overrideKindLabel, unfoundFaceWords } from '#shared/labels/photo-override.ts';
import { isFaceUnfound, overrideKindsFor } from '#shared/photo/never-overridden.ts';
import { type OverrideKind, overrideKinds } from '#shared/photo/override-kind.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { focusField, TextField } from '../../ui/field.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import type { PupilLine, ShotGate } from './sheet.ts';

const LEAST_WORDS = 2;

/**
 * A second authorised person lets a shot pass that the gate refused: reason from the list, own words, own password. The
 * clerk stays signed in; what is wrong is said at the field.
 */
export function SecondPersonDialog({
  pupil,
  captureId,
  gate,
  onPassed,
  onClose,
}: {
  readonly pupil: PupilLine;
  readonly captureId: string;
  readonly gate: ShotGate;
  readonly onPassed: (by: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [kind, setKind] = useState<OverrideKind | null>(null);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const override = useCommand('photo.override');
  // about this one shot: another one is another matter
  const reason = useReasonDraft('overrideReason', captureId);
  const words = reason.text;
  const allowed = overrideKindsFor(gate.causes);
  const submit = async (): Promise<void> => {
    if (kind === null) return;
    const reply = await override.run({ captureId, kind, words, secondLogin: login, secondPassword: password });
    // whatever was wrong, the password is typed anew
    setPassword('');
    if (reply.ok) {
      await reason.discard();
      onPassed(reply.value.by);
    } else if (reply.fault.kind === 'invalid') focusField(reply.fault.problems[0]?.field ?? '');
  };
  const wrong = (field: string) => problemAt(override.fault, field);
  return (
    <Dialog
      title="由第二人放行这张照片"
      confirmLabel="放行，用这张照片"
      closedWhy={whatIsMissing(kind, words, login, password)}
      onConfirm={submit}
      onClose={onClose}
      width={720}
    >
      <div className="second-person-form">
        <figure className="guard-photo">
          <div className="photo-frame">
            <PhotoImage captureId={captureId} alt={`${pupil.fullName} 本次照片`} />
          </div>
          <figcaption>
            <PersonName name={pupil.fullName} />
            <span>{pupil.className}</span>
          </figcaption>
        </figure>
        <div className="column">
          <ul className="cause-list">
            {gate.causes
              .filter(({ severity }) => severity === 'reject')
              .map(({ code, sentence }) => (
                <li key={code}>{sentence}</li>
              ))}
          </ul>
          {isFaceUnfound(gate.causes) && <p className="second">{unfoundFaceWords}。</p>}
          <FaultView fault={isAtFields(override.fault) ? null : override.fault} />
          <div>
            <p id="override-kind">为什么改变不了</p>
            <Radio.Group
              aria-labelledby="override-kind"
              value={kind}
              options={overrideKinds.map((one) => ({
                value: one,
                label: overrideKindLabel(one),
                disabled: !allowed.includes(one),
              }))}
              onChange={(event) => setKind(event.target.value as OverrideKind)}
            />
          </div>
          <TextField
            name="words"
            label="写明情况"
            value={words}
            onChange={reason.change}
            maxLength={200}
            error={wrong('words')}
            hint={reason.foundHint || '随照片留存，审核员看得到'}
          />
          <div className="second-person-login">
            <TextField
              name="secondLogin"
              label="第二人的登录名"
              value={login}
              onChange={setLogin}
              maxLength={40}
              error={wrong('secondLogin')}
            />
            <TextField
              name="secondPassword"
              label="第二人的密码"
              kind="password"
              value={password}
              onChange={setPassword}
              maxLength={200}
              error={wrong('secondPassword')}
            />
          </div>
          <p className="hint">第二人是审核员或管理员，不能是拍照的人。登记员不用退出。</p>
        </div>
      </div>
    </Dialog>
  );
}

function whatIsMissing(kind: OverrideKind | null, words: string, login: string, password: string): string | null {
  if (kind === null) return '先选原因：医疗、宗教或长期状况';
  if (Array.from(words.trim()).length < LEAST_WORDS) return '写明情况，至少 2 个字';
  if (login.trim() === '') return '第二人填自己的登录名';
  return password === '' ? '第二人填自己的密码' : null;
}

/** True where each problem stands at its own field: it is not said twice. */
function isAtFields(fault: Fault | null): boolean {
  const own = ['words', 'secondLogin', 'secondPassword'];
  return fault?.kind === 'invalid' && fault.problems.every(({ field }) => own.includes(field));
}

function problemAt(fault: Fault | null, field: string): string | null {
  if (fault?.kind !== 'invalid') return null;
  return fault.problems.find((problem) => problem.field === field)?.message ?? null;
}
