import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { listLimit } from '#shared/domain/list-limit.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { goBack } from '../../stores/navigation-store.ts';
import { ActionBar, type BarAct } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { type ClassPupil, classTitle } from './school-words.ts';
import { useOpener } from './use-opener.ts';

const none: readonly never[] = [];

/** The pupils of one class; those who are marked go into another class together (clause 2.4). */
export function ClassPupilsPage({ classId }: { readonly classId: string | null }): ReactNode {
  const [marked, setMarked] = useState<readonly string[]>([]);
  const [moving, setMoving] = useState<readonly ClassPupil[] | null>(null);
  const rememberOpener = useOpener(moving !== null);
  const [told, setTold] = useState('');
  const school = useDeskQuery('school.read', {});
  const list = useDeskQuery('school.pupils', { classId });
  const line = school.value?.classes.find((one) => one.classId === classId) ?? null;
  const pupils = list.value ?? [];
  const chosen = pupils.filter((pupil) => marked.includes(pupil.candidacyId));
  const closed = chosen.find((pupil) => !pupil.classChange.open);
  useBasis('换班', closed?.classChange.why ?? none);
  const title = classId === null ? '没有班级的学生' : line ? classTitle(line) : '班级';
  const moveWhy: BarAct['closedWhy'] =
    chosen.length === 0
      ? '先勾选要换班的学生'
      : chosen.every((pupil) => !pupil.classChange.open) && closed
        ? closed.classChange.why
        : null;
  const mark = (ids: readonly string[], on: boolean) =>
    setMarked((now) => (on ? [...new Set([...now, ...ids])] : now.filter((id) => !ids.includes(id))));

  return (
    <Page
      title={title}
      aside={
        pupils.length > 0 && (
          <span className="second">
            {pupils.length >= listLimit ? `先列出前 ${listLimit} 人` : `${pupils.length} 人`}，已勾选 {chosen.length} 人
          </span>
        )
      }
      actions={
        <ActionBar
          primary={{
            label: chosen.length > 0 ? `换班… ${chosen.length} 人` : '换班…',
            keyHint: 'Ctrl+回车',
            onAct: () => {
              rememberOpener();
              setMoving(chosen);
            },
            closedWhy: moveWhy,
          }}
          others={[{ label: '回到班级', keyHint: 'Esc', onAct: goBack }]}
        >
          {told !== '' && (
            <p role="status" className="second bar-note">
              {told}
            </p>
          )}
        </ActionBar>
      }
    >
      <FaultView fault={list.fault ?? school.fault} />
      {list.value && pupils.length === 0 && <EmptyState sentence="这里没有学生。" />}
      {pupils.length > 0 && (
        <section className="card class-pupils" aria-label="学生">
          <Checkbox
            checked={chosen.length === pupils.length}
            indeterminate={chosen.length > 0 && chosen.length < pupils.length}
            onChange={(event) =>
              mark(
                pupils.map(({ candidacyId }) => candidacyId),
                event.target.checked,
              )
            }
          >
            全部 {pupils.length} 人
          </Checkbox>
          <ul>
            {pupils.map((pupil) => (
              <li key={pupil.candidacyId}>
                <Checkbox
                  checked={marked.includes(pupil.candidacyId)}
                  onChange={(event) => mark([pupil.candidacyId], event.target.checked)}
                >
                  <span className="class-pupil">
                    <span className="figures second">{pupil.seatNo ?? ''}</span>
                    <PersonName name={pupil.fullName} />
                    <span className="second figures">末四位 {pupil.documentLastFour}</span>
                  </span>
                </Checkbox>
                <StatusMark status={pupil.status} held={pupil.held} absence={pupil.absence} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="hint">班号由学校指定的人在报考前改（《考籍管理办法》二（四））。换学校的办转籍。</p>
      {moving !== null && school.value && (
        <MoveDialog
          pupils={moving}
          from={classId}
          classes={school.value.classes}
          onDone={(sentence) => {
            setTold(sentence);
            announce(sentence);
            setMarked([]);
          }}
          onClose={() => setMoving(null)}
        />
      )}
    </Page>
  );
}
