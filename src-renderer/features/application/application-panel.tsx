import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { FindingList, openFindings } from '../../ui/finding-panel.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { type ApplicationLine, type ApplicationSheet, stateLooks } from './application-line.ts';
import { ApplicationPrint } from './application-print.tsx';
import { CertificateCard } from './certificate-card.tsx';
import { EvidenceStrip } from './evidence-strip.tsx';
import { backToPage, EvidenceViewer } from './evidence-viewer.tsx';
import { JoiningClass } from './joining-class.tsx';
import { StepLine } from './step-line.tsx';
import { ToldLine } from './told-line.tsx';

const nothing: ApplicationSheet['findings'] = [];

/** Everything one decides an application on: what changes, the evidence, the findings, who did what when. */
export function ApplicationPanel({
  line,
  joiningClassId,
  onJoiningClass,
  onChanged,
}: {
  readonly line: ApplicationLine;
  readonly joiningClassId: string | null;
  readonly onJoiningClass: (classId: string) => void;
  readonly onChanged: () => Promise<void>;
}): ReactNode {
  const { value, fault, refetch } = useDeskQuery('application.sheet', { applicationId: line.applicationId });
  const [viewing, setViewing] = useState<{ readonly evidenceId: string; readonly position: number } | null>(null);
  useBasis(`${line.kindLabel} ${line.fullName}`, value?.findings ?? nothing);
  const isOpenToMend = line.state === 'draft' || line.state === 'returned';
  return (
    <section
      className="card application-panel"
      aria-label={`${line.fullName} 的业务件`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      data-application={line.applicationId}
    >
      <div className="row spread">
        <h2>
          {line.kindLabel}：<PersonName name={line.fullName} size="title" />
        </h2>
        <ToneMark {...stateLooks[line.state]} word={line.place} />
      </div>
      <p className="second">
        {line.title} · {dayAndTime(line.since)} 起{line.due === null ? '' : ` · ${line.due}`}
      </p>
      <FaultView fault={fault} onReload={() => void refetch()} />
      {line.reason !== null && <p className="application-reason">原因：{line.reason}</p>}
      {value && (
        <>
          <StepLine steps={value.steps} />
          <ToldLine told={value.told} />
          {value.joiningClasses !== null && (
            <JoiningClass classes={value.joiningClasses} chosen={joiningClassId} onChoose={onJoiningClass} />
          )}
          {isOpenToMend && value.request !== null && (
            <p>
              <Button onClick={() => go({ area: 'newApplication', params: { applicationId: line.applicationId } })}>
                {line.state === 'draft' ? '接着填' : '补正后重新提交'}
              </Button>
            </p>
          )}
          <div className="application-body">
            <Changes sheet={value} />
            <EvidenceStrip sheet={value} onView={(evidenceId, position) => setViewing({ evidenceId, position })} />
          </div>
          {line.kind === 'certificateOfResults' && <CertificateCard applicationId={line.applicationId} />}
          <h3>检查</h3>
          {openFindings(value.findings).length > 0 ? (
            <FindingList findings={value.findings} />
          ) : (
            <p className="second">
              {value.findings.length > 0 ? `${value.findings.length} 项都符合。F9 看依据。` : '这一步没有要检查的。'}
            </p>
          )}
          <h3>经过</h3>
          <ul className="sheet-history">
            {value.timeline.map((entry) => (
              <li key={`${entry.at}${entry.what}`}>
                <span className="figures hint">{dayAndTime(entry.at)}</span> {entry.who} {entry.what}
                {entry.elsewhere && <span className="hint">（外单位的决定）</span>}
                {entry.reason !== null && <span className="second">：{entry.reason}</span>}
              </li>
            ))}
          </ul>
          <ApplicationPrint applicationId={line.applicationId} />
          <p className="hint">
            按 {value.editionLabel} 办理（开始时的规定版本）。编号 <span className="figures">{line.applicationId}</span>
          </p>
        </>
      )}
      {viewing !== null && value && (
        <EvidenceViewer
          applicationId={line.applicationId}
          evidence={value.evidence}
          start={viewing}
          onClose={() => {
            backToPage(viewing);
            setViewing(null);
            void refetch().then(onChanged);
          }}
        />
      )}
    </section>
  );
}

function Changes({ sheet }: { readonly sheet: ApplicationSheet }): ReactNode {
  return (
    <section aria-label="改什么">
      <h3>{sheet.changes.length > 0 ? '改什么' : '申请内容'}</h3>
      <dl className="application-changes">
        {sheet.changes.map((change) => (
          <div key={change.field}>
            <dt>{change.label}</dt>
            <dd>
              <del>{change.from}</del> → <ins>{change.to}</ins>
            </dd>
          </div>
        ))}
        {sheet.particulars.map((one) => (
          <div key={one.label}>
            <dt>{one.label}</dt>
            <dd className="figures">{one.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
