import { Checkbox } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { useFormDraft } from '../../bridge/use-form-draft.ts';
import { go, goBack, usePageParams } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { DraftNotice } from '../../ui/draft-notice.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { focusField } from '../../ui/field.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { EntryFields } from './entry-fields.tsx';
import { type EntryForm, emptyEntry, entryProblems, toCandidateData } from './entry-form.ts';
import { formOfStored, readEntryForm } from './entry-start.ts';
import { onFormFields } from './form-fault.ts';
import './pre-registration.css';

type Request = Input<'application.amend'>['request'];
const none: readonly Finding[] = [];

/**
 * 社会考生受理 (1.1.1c): somebody without a high-school enrolment, in person at the county of the household. The entry is
 * a draft application; evidence and submission follow on its page. With `applicationId` the entry is mended.
 */
export function PrivateEntryPage(): ReactNode {
  const { applicationId } = usePageParams();
  const sheet = useDeskQuery(
    'application.sheet',
    { applicationId: applicationId ?? '' },
    { enabled: applicationId !== undefined },
  );
  const {
    found,
    asked,
    fault: draftFault,
    keep,
    discard,
  } = useFormDraft('privateEntry', applicationId ?? null, readEntryForm);
  const [typed, setTyped] = useState<EntryForm | null>(null);
  const [present, setPresent] = useState(false);
  const [tried, setTried] = useState(false);
  const start = useCommand('application.start');
  const amend = useCommand('application.amend');
  const request = sheet.value?.request ?? null;
  const begin = useMemo((): EntryForm | null => {
    if (applicationId === undefined) return emptyEntry;
    return request?.kind === 'privateRegistration' ? formOfStored(request.data, null) : null;
  }, [applicationId, request]);
  const isOpen = asked && begin !== null;
  const undecided = isOpen && typed === null ? found : null;
  const form = typed ?? undecided?.content ?? begin ?? emptyEntry;
  const [sent, setSent] = useState(false);
  const change = useCallback(
    (part: Partial<EntryForm>) => setTyped((now) => ({ ...(now ?? begin ?? emptyEntry), ...part })),
    [begin],
  );
  useEffect(() => {
    if (typed !== null && !sent) keep(typed);
  }, [typed, sent, keep]);
  const fault = start.fault ?? amend.fault;
  useBasis('社会考生受理', fault?.kind === 'refused' ? fault.findings : none);

  const problems = entryProblems(form, present, true);
  const submit = async () => {
    setTried(true);
    if (problems.length > 0) return;
    const data = { ...toCandidateData(form, null), pupilCategory: 'private', enrolmentNo: null };
    const asksFor = { kind: 'privateRegistration', data } as const;
    const id = applicationId === undefined ? await begun(asksFor) : await amended(applicationId, asksFor);
    if (id === null) return;
    setSent(true);
    await discard();
    announce(`已存 ${form.fullName}`);
    go({ area: 'newApplication', params: { applicationId: id } });
  };
  const begun = async (asksFor: Request): Promise<string | null> => {
    const reply = await start.run({ candidacyId: null, request: asksFor });
    return reply.ok ? reply.value.applicationId : null;
  };
  const amended = async (id: string, asksFor: Request): Promise<string | null> => {
    const reply = await amend.run({ applicationId: id, version: sheet.value?.line.version ?? 0, request: asksFor });
    return reply.ok ? id : null;
  };
  const refusal = fault === null ? null : onFormFields(fault);
  const fieldFaults = refusal?.kind === 'invalid' ? refusal.problems : [];
  const shownProblems = tried ? [...problems, ...fieldFaults] : fieldFaults;
  return (
    <Page
      title={applicationId === undefined ? '社会考生受理' : '社会考生：改报名信息'}
      focusTitle={false}
      actions={
        <ActionBar
          primary={{
            label: '存好，去附户籍证明',
            keyHint: 'Ctrl+回车',
            closedWhy: undecided !== null ? '先选：接着办，还是丢弃' : isOpen ? null : '正在打开',
            onAct: submit,
          }}
          others={[{ label: '不录了，回去', keyHint: 'Esc', onAct: goBack }]}
        />
      }
    >
      <FaultView
        fault={tried && problems.length > 0 ? { kind: 'invalid', problems } : (refusal ?? sheet.fault ?? draftFault)}
        onField={focusField}
        onReload={() => void sheet.refetch()}
      />
      {undecided !== null && (
        <DraftNotice
          sentence={`找回了 ${dayAndTime(undecided.savedAt)} 没录完的：${undecided.content.fullName || '还没有填姓名'}`}
          onTakeUp={() => setTyped(undecided.content)}
          onDiscard={() => void discard()}
        />
      )}
      <p className="second">
        本人持户籍证明到户籍所在旗县办理。旗县和自治区都同意后，在本旗县采集（《考籍管理办法》一（一）1、3）。
      </p>
      {isOpen && (
        // nothing is typed over what was found before it is decided; afterwards the first field takes the focus
        <div key={undecided === null ? 'open' : 'found'} inert={undecided !== null}>
          <EntryFields form={form} onChange={change} problems={shownProblems} classes={null} />
          <div data-field="pupilPresent">
            <Checkbox checked={present} onChange={(event) => setPresent(event.target.checked)}>
              本人在场，每一项都当面问过
            </Checkbox>
          </div>
        </div>
      )}
    </Page>
  );
}
