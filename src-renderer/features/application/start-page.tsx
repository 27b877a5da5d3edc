import { Input, Radio } from 'antd';
import { type ReactNode, useDeferredValue, useState } from 'react';
import type { Input as CallInput, Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { useReasonDraft } from '../../bridge/use-reason-draft.ts';
import { go, goBack } from '../../stores/navigation-store.ts';
import { usePerson } from '../../stores/session-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { focusField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { RovingList } from '../../ui/roving-list.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import type { ApplicationSheet } from './application-line.ts';
import { CorrectionFields } from './correction-fields.tsx';
import { type CorrectionForm, correctionRequest, keptCorrection } from './correction-form.ts';
import { MoveFields } from './move-fields.tsx';
import { isMove, keptMove, type MoveForm, moveIsMissing, moveRequest, numberTyped } from './move-form.ts';
import { ReasonOfRequest, reasonWords } from './reason-of-request.tsx';
import { emptyRecognition, recognitionRequest } from './recognition-form.ts';
import { useRequestDraft } from './use-request-draft.ts';

type Candidate = Output<'application.candidates'>[number];
type Kind = CallInput<'application.start'>['request']['kind'];
const none: ApplicationSheet['findings'] = [];

const kindLines = {
  correction: '信息变更：生效后改姓名、民族、证件号',
  transfer: '区内转籍：学籍已转到区内另一所学校',
  suspension: '休籍：休学的同时办',
  reinstatement: '复籍：复学以后办',
  recognitionOfResults: '成绩转入认证：外省转入的学生，合格性考试成绩计入本区',
  certificateOfResults: '成绩证明：学籍转出自治区的学生，由旗县出具',
  reopening: '重新打开：送出后、生效前发现要改',
  privateRegistration: '社会考生：户籍在本旗县、没有高中学籍的人来注册',
} as const satisfies Record<Kind, string>;

const contentTitles = {
  correction: '改成什么',
  transfer: '转到哪里',
  suspension: '休学的日期',
  reinstatement: '复学的日期',
  recognitionOfResults: '下一步',
  certificateOfResults: '作什么用',
  reopening: '为什么重新打开',
  privateRegistration: '',
} as const satisfies Record<Kind, string>;

/** Who the application is about and what it asks for; from here on it is a draft. */
export function StartPage({ askedText }: { readonly askedText: string }): ReactNode {
  const role = usePerson()?.role;
  const kinds = kindsOf(role);
  const [kind, setKind] = useState<Kind>(kinds[0] ?? 'correction');
  const [text, setText] = useState(askedText);
  const [chosen, setChosen] = useState<Candidate | null>(null);
  // what was typed belongs to the person it was typed for
  const choosePerson = (person: Candidate | null): void => {
    if (person?.candidacyId === chosen?.candidacyId) return;
    setChosen(person);
    start.clear();
  };
  const subjectId = chosen?.candidacyId ?? null;
  const correction = useRequestDraft(keptCorrection, kind === 'correction' ? subjectId : null);
  const move = useRequestDraft(keptMove, isMove(kind) ? subjectId : null);
  const reason = useReasonDraft('applicationReason', kind in reasonWords ? subjectId : null);
  const wanted = useDeferredValue(text.trim());
  const people = useDeskQuery(
    'application.candidates',
    { text: wanted, joining: kind === 'transfer' },
    { enabled: wanted !== '' && kind !== 'privateRegistration', keepPrevious: true },
  );
  const start = useCommand('application.start');
  useBasis('新办一件', start.fault?.kind === 'refused' ? start.fault.findings : none);
  const needsPerson = kind !== 'privateRegistration';
  const begin = async () => {
    if (!needsPerson) return go({ area: 'privateEntry' });
    if (chosen === null) return;
    const request: CallInput<'application.start'>['request'] = isMove(kind)
      ? moveRequest(kind, move.form, numberTyped(text))
      : requestOf(kind, correction.form, reason.text.trim());
    const reply = await start.run({ candidacyId: chosen.candidacyId, request });
    if (!reply.ok) return;
    await (isMove(kind) ? move : kind === 'correction' ? correction : reason).discard();
    announce(`已建草稿：${chosen.fullName}`);
    go({ area: 'newApplication', params: { applicationId: reply.value.applicationId } });
  };
  const closedWhy = !needsPerson
    ? null
    : whyNotYet(kind, chosen, { correction: correction.form, move: move.form, reason: reason.text });
  return (
    <Page
      title="新办一件"
      focusTitle={false}
      actions={
        <ActionBar
          primary={{
            label: needsPerson ? '建草稿，去附材料' : '去填写报名信息',
            keyHint: 'Ctrl+回车',
            closedWhy,
            onAct: begin,
          }}
          others={[{ label: '不办了，回去', keyHint: 'Esc', onAct: goBack }]}
        />
      }
    >
      <FaultView fault={start.fault} onField={focusField} />
      <Radio.Group
        aria-label="办什么"
        className="application-kinds"
        value={kind}
        options={kinds.map((value) => ({ value, label: kindLines[value] }))}
        onChange={(event) => setKind(event.target.value as Kind)}
      />
      {needsPerson && (
        <div className="application-start">
          <section aria-label="考生">
            <h2>是谁</h2>
            <Input
              aria-label="考生的姓名、拼音首字母或任何号码"
              placeholder="姓名、拼音首字母、任何号码"
              value={text}
              autoFocus
              onChange={(event) => {
                setText(event.target.value);
                choosePerson(null);
              }}
            />
            <RovingList
              label="找到的人"
              items={people.value ?? []}
              keyOf={(one) => one.candidacyId}
              selected={chosen?.candidacyId ?? null}
              onSelect={choosePerson}
            >
              {(one) => (
                <div>
                  <p className="row spread">
                    <PersonName name={one.fullName} />
                    <StatusMark status={one.status} isPrivate={one.isPrivate} />
                  </p>
                  <p className="hint">
                    {one.schoolName ?? '社会考生'} {one.className} · 末四位 {one.documentLastFour}
                  </p>
                </div>
              )}
            </RovingList>
            {kind === 'transfer' && role === 'schoolAdministrator' && (
              <p className="hint">要转入本校的学生：输入姓名和完整的证件号或考籍号，中间空一格。</p>
            )}
            {wanted !== '' && people.value?.length === 0 && (
              <p className="hint" role="status">
                没有找到“{wanted}”。换姓名、拼音首字母或别的号码试试。
              </p>
            )}
          </section>
          <section aria-label="内容">
            <h2>{contentTitles[kind]}</h2>
            {chosen === null && <p className="hint">先在左边选中考生。</p>}
            {correction.foundHint + move.foundHint !== '' && (
              <p className="hint" role="status">
                {correction.foundHint}
                {move.foundHint}
              </p>
            )}
            {chosen !== null && isMove(kind) && <MoveFields kind={kind} form={move.form} onChange={move.change} />}
            {chosen !== null && kind === 'correction' && (
              <CorrectionFields
                current={chosen.current}
                form={correction.form}
                onChange={correction.change}
                fault={start.fault}
              />
            )}
            {chosen !== null && (kind === 'reopening' || kind === 'certificateOfResults') && (
              <ReasonOfRequest kind={kind} value={reason.text} onChange={reason.change} foundHint={reason.foundHint} />
            )}
            {chosen !== null && kind === 'recognitionOfResults' && (
              <p className="second">
                建好草稿后，照外省的成绩证明逐科录入，再附三份材料。还没有登记的学生，先到登记台“当面录入”，选转入的学校和班。
              </p>
            )}
          </section>
        </div>
      )}
    </Page>
  );
}

function requestOf(kind: Kind, form: CorrectionForm, text: string): CallInput<'application.start'>['request'] {
  if (kind === 'recognitionOfResults') return recognitionRequest(emptyRecognition);
  if (kind === 'certificateOfResults') return { kind, purpose: text };
  return kind === 'correction' ? correctionRequest(form) : { kind: 'reopening', reason: text };
}

function kindsOf(role: string | undefined): readonly Kind[] {
  const shared = [
    'correction',
    'transfer',
    'suspension',
    'reinstatement',
    'recognitionOfResults',
    'certificateOfResults',
  ] as const;
  if (role === 'clerk') return [...shared, 'privateRegistration'];
  if (role === 'reviewer' || role === 'officeAdministrator') return ['reopening'];
  return shared;
}

type Forms = { readonly correction: CorrectionForm; readonly move: MoveForm; readonly reason: string };

function whyNotYet(kind: Kind, chosen: Candidate | null, { correction, move, reason }: Forms): string | null {
  if (chosen === null) return '先选中考生';
  if (isMove(kind)) return moveIsMissing(kind, move);
  if (kind === 'recognitionOfResults') return null;
  if (kind === 'reopening' || kind === 'certificateOfResults')
    return Array.from(reason.trim()).length < 2 ? reasonWords[kind].missing : null;
  return Object.keys(correctionRequest(correction).changes).length === 0 ? '先填要改的项目' : null;
}
