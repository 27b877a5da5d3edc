import type { ReactNode } from 'react';
import { useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { ArrivedRosters } from './arrived-rosters.tsx';
import { batchKindWord, batchStateWord, countUnit, type Kind } from './roster-words.ts';
import { StepLine, stepTitle } from './step-line.tsx';

/** Step 1: the school's roster, or the region's enrolment list; templates; earlier imports. */
export function ChooseStep(): ReactNode {
  const batches = useDeskQuery('roster.batches', {});
  const choose = useCommand('roster.chooseFile');
  const template = useCommand('roster.saveTemplate');
  const [selected, setSelected] = useState<string | null>(null);
  const isAdministrator = usePerson()?.role === 'officeAdministrator';

  const chooseFile = async (kind: Kind) => {
    const reply = await choose.run({ kind });
    if (reply.ok && reply.value) go({ area: 'roster', params: { batchId: reply.value.batchId } });
  };
  const saveTemplate = async (kind: Kind) => {
    const reply = await template.run({ kind });
    if (reply.ok && reply.value) announce(`已另存模板 ${reply.value.fileName}`);
  };
  return (
    <Page
      title={stepTitle('roster', 0)}
      actions={
        <ActionBar
          primary={{ label: '选名册文件', keyHint: '回车', onAct: () => chooseFile('roster') }}
          others={[
            { label: '选学籍名单文件', onAct: () => chooseFile('enrolmentList') },
            ...(isAdministrator ? [{ label: '选考试成绩文件', onAct: () => chooseFile('subjectResults') }] : []),
            { label: '另存名册模板', onAct: () => saveTemplate('roster') },
            { label: '另存学籍名单模板', onAct: () => saveTemplate('enrolmentList') },
            ...(isAdministrator ? [{ label: '另存成绩模板', onAct: () => saveTemplate('subjectResults') }] : []),
          ]}
        />
      }
    >
      <StepLine step={0} note="尚未写入任何数据" />
      <FaultView fault={choose.fault ?? template.fault ?? batches.fault} />
      <ArrivedRosters />
      <div className="choose-columns">
        <section className="card">
          <h2>学校的名册</h2>
          <p>XLSX，或 CSV（UTF-8、GB18030）。第一行是列名，一行一名学生。列名和次序不必与模板相同，下一步会认列。</p>
          <p className="second">
            可以带班主任的同意（谁、何时）。只要没有问题的行都能导入，有问题的行另存，改好再导入。
          </p>
        </section>
        <section className="card">
          <h2>自治区的学籍名单</h2>
          <p>学籍号、姓名、学校三列就够。用来核对学籍在不在本校（《考籍管理办法》一（一）1），不会改名册里的内容。</p>
        </section>
        {isAdministrator && (
          <section className="card">
            <h2>自治区的考试成绩</h2>
            <p>考籍号、姓名、考次、科目、结果（合格、不合格）五列。已合格的科目，选课报名时不再开放（一（三））。</p>
          </section>
        )}
      </div>
      <h2>以前的导入</h2>
      {batches.value?.length === 0 && <EmptyState sentence="还没有导入过。" />}
      {batches.value !== undefined && batches.value.length > 0 && (
        <div className="card flush">
          <RovingList
            label="以前的导入"
            items={batches.value}
            keyOf={(batch) => batch.batchId}
            selected={selected}
            onSelect={(batch) => setSelected(batch.batchId)}
            onOpen={(batch) => go({ area: 'roster', params: { batchId: batch.batchId } })}
          >
            {(batch) => (
              <div className="row spread figures">
                <span>
                  {batch.fileName}
                  <span className="hint"> {batchKindWord(batch.kind)}</span>
                </span>
                <span className="second">
                  {dayAndTime(batch.createdAt)} · {batch.rowsRead} 行 · {batchStateWord(batch.state)}
                  {batch.state === 'accepted' && ` ${batch.good + batch.updated} ${countUnit(batch.kind)}`}
                  {batch.rejected > 0 && ` · 问题 ${batch.rejected} 行`}
                </span>
              </div>
            )}
          </RovingList>
        </div>
      )}
    </Page>
  );
}
