import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { foreignLanguageSubject } from '#shared/labels/exam-subject.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { type BoardPupil, entryMark, namesOf, type Subject } from './entry-words.ts';
import { itemsOf, tickedAtFirst, toggled } from './many-choice.ts';

type Result = Output<'examEntry.performMany'>;

/** The same subjects for chosen pupils of the class; afterwards one line for each who could not be entered. */
export function ManyDialog({
  pupils,
  sitting,
  subjects,
  onClose,
}: {
  readonly pupils: readonly BoardPupil[];
  readonly sitting: string;
  readonly subjects: readonly Subject[];
  readonly onClose: () => void;
}): ReactNode {
  const [ticked, setTicked] = useState(() => tickedAtFirst(pupils));
  const [result, setResult] = useState<Result | null>(null);
  const command = useCommand('examEntry.performMany');
  const confirm = async () => {
    if (result) return onClose();
    const choice = { sitting, subjects: [...subjects], foreignLanguage: null };
    const reply = await command.run({ ...choice, items: itemsOf(ticked) });
    if (!reply.ok) return;
    setResult(reply.value);
    announce(`报上 ${reply.value.done.length} 人，没有报上 ${reply.value.failed.length} 人`);
  };
  return (
    <Dialog
      title="给多人报同样的科目"
      confirmLabel={result ? '看完了' : `给 ${ticked.size} 人报 ${subjects.length} 科`}
      onlyShows={result !== null}
      closedWhy={!result && ticked.size === 0 ? '至少选一名学生' : null}
      onConfirm={confirm}
      onClose={onClose}
      width={720}
    >
      <FaultView fault={command.fault} />
      {result ? (
        <section aria-label="报名结果" role="status">
          <p>
            <ToneMark tone="done" shape="tick" word={`报上 ${result.done.length} 人`} />{' '}
            {result.failed.length > 0 && (
              <ToneMark tone="returned" shape="back" word={`没有报上 ${result.failed.length} 人`} />
            )}
          </p>
          <ul className="many-failed">
            {result.failed.map((line) => (
              <li key={line.candidacyId}>
                <PersonName name={line.fullName} />：{line.sentence}
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <>
          <p>
            {namesOf(subjects)}
            {subjects.includes(foreignLanguageSubject) && '（外语按各人注册的语种）'}
          </p>
          <p className="second">
            每人各按自己的情况核对：已合格的、不开放的，会逐人列出，不影响别人。报好后逐人打印，由学生签字。
          </p>
          <fieldset className="plain-set many-pupils" aria-label="学生">
            {pupils.map((pupil) => (
              <Checkbox
                key={pupil.candidacyId}
                checked={ticked.has(pupil.candidacyId)}
                onChange={(event) => setTicked(toggled(ticked, pupil, event.target.checked))}
              >
                <PersonName name={pupil.fullName} /> <ToneMark {...entryMark(pupil)} />
              </Checkbox>
            ))}
          </fieldset>
        </>
      )}
    </Dialog>
  );
}
