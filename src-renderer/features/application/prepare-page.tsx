import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { FindingList, openFindings } from '../../ui/finding-panel.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import type { ApplicationSheet } from './application-line.ts';
import { EvidenceAdder } from './evidence-adder.tsx';
import { EvidenceStrip } from './evidence-strip.tsx';
import { backToPage, EvidenceViewer } from './evidence-viewer.tsx';
import { isMove } from './move-form.ts';
import { RequestFields } from './request-fields.tsx';

const none: ApplicationSheet['findings'] = [];

/** A draft, or what was returned to be mended: what is asked, the evidence, then the submission in person. */
export function PreparePage({ applicationId }: { readonly applicationId: string }): ReactNode {
  const sheet = useDeskQuery('application.sheet', { applicationId });
  const submit = useCommand('application.submit');
  const remove = useCommand('application.removeEvidence');
  const [isUnsaved, setUnsaved] = useState(false);
  const [present, setPresent] = useState(false);
  const [viewing, setViewing] = useState<{ readonly evidenceId: string; readonly position: number } | null>(null);
  const { value } = sheet;
  const findings = submit.fault?.kind === 'refused' ? submit.fault.findings : openFindings(value?.findings ?? none);
  useBasis('提交', findings);
  const send = async () => {
    if (!value) return;
    const reply = await submit.run({ applicationId, version: value.line.version, applicantPresent: present });
    if (!reply.ok) return;
    const waits = reply.value.state === 'waitingForWindow';
    announce(
      waits
        ? `已收下，等窗口开放${reply.value.waitsUntil ? `（${dayAndTime(reply.value.waitsUntil)}）` : ''}`
        : `已提交，${reply.value.place}`,
    );
    go({ area: 'applications', params: { applicationId, duty: 'others' } });
  };
  // what stood against the last try may be mended now
  const changed = async () => {
    submit.clear();
    await sheet.refetch();
  };
  const takeOut = async (evidenceId: string) => {
    if (!value) return;
    const reply = await remove.run({ applicationId, version: value.line.version, evidenceId });
    if (reply.ok) await changed();
  };
  return (
    <Page
      title={value ? `${value.line.kindLabel}：${value.line.state === 'returned' ? '补正' : '附材料，提交'}` : '业务件'}
      actions={
        <ActionBar
          primary={{
            label: '提交',
            keyHint: 'Ctrl+回车',
            closedWhy: !value ? '正在打开' : whyNotYet(isUnsaved, present, isMove(value.line.kind)),
            onAct: send,
          }}
          others={[{ label: '先放着（已存成草稿）', keyHint: 'Esc', onAct: () => go({ area: 'applications' }) }]}
        />
      }
    >
      <FaultView fault={submit.fault ?? remove.fault ?? sheet.fault} onReload={() => void sheet.refetch()} />
      {value && (
        <div className="application-prepare">
          <section className="card" aria-label="申请内容">
            <h2>
              <PersonName name={value.line.fullName} size="title" />
            </h2>
            <p className="second">{value.line.title}</p>
            {value.line.reason !== null && value.line.state === 'returned' && (
              <p className="application-reason">退回原因：{value.line.reason}</p>
            )}
            {value.request !== null && (
              <RequestFields
                key={value.line.version}
                applicationId={applicationId}
                version={value.line.version}
                sheet={value}
                onUnsaved={setUnsaved}
                onAmended={changed}
              />
            )}
            {findings.length > 0 && submit.fault === null && (
              <>
                <h3>提交前要看</h3>
                <FindingList findings={findings} />
              </>
            )}
          </section>
          <section className="card" aria-label="材料和提交">
            <EvidenceStrip sheet={value} onView={(evidenceId, position) => setViewing({ evidenceId, position })} />
            {value.evidence.map((item) => (
              <p key={item.evidenceId} className="row spread">
                <span>
                  {item.kindLabel} {item.pages.length} 页 · {item.addedBy} {dayAndTime(item.addedAt)}
                </span>
                <Button size="small" onClick={() => void takeOut(item.evidenceId)}>
                  拿掉
                </Button>
              </p>
            ))}
            <EvidenceAdder
              applicationId={applicationId}
              version={value.line.version}
              needed={value.evidenceNeeded}
              usual={
                value.line.kind === 'certificateOfResults' && value.evidence.length === 0 ? 'leavingProof' : 'other'
              }
              onAdded={changed}
            />
            <Checkbox checked={present} onChange={(event) => setPresent(event.target.checked)}>
              {isMove(value.line.kind) ? '本人或家长在场' : '本人在场'}，申请内容和材料都当面看过
            </Checkbox>
          </section>
        </div>
      )}
      {viewing !== null && value && (
        <EvidenceViewer
          applicationId={applicationId}
          evidence={value.evidence}
          start={viewing}
          onClose={() => {
            backToPage(viewing);
            setViewing(null);
            void sheet.refetch();
          }}
        />
      )}
    </Page>
  );
}

/** What was typed and not kept would not be in what is submitted. */
function whyNotYet(isUnsaved: boolean, present: boolean, isMoving: boolean): string | null {
  if (isUnsaved) return '改过的还没有存进申请。先按“存下改动”';
  return present ? null : `先勾选“${isMoving ? '本人或家长在场' : '本人在场'}”`;
}
