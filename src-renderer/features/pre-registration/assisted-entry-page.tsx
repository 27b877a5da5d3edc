import { Checkbox } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
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
import { FindingPanel } from '../../ui/finding-panel.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { EntryFields } from './entry-fields.tsx';
import { type EntryForm, emptyEntry, entryProblems, toCandidateData } from './entry-form.ts';
import { formOfStored, readEntryForm } from './entry-start.ts';
import { onFormFields } from './form-fault.ts';
import './pre-registration.css';

const none: readonly Finding[] = [];

/**
 * 当面补录: an unlisted pupil, or the mending of a returned record (`candidacyId`), with the pupil present. The input
 * stays whatever comes back and is on disk while it is typed; afterwards the desk opens on the pupil.
 */
export function AssistedEntryPage(): ReactNode {
  const { candidacyId, classId } = usePageParams();
  const sheet = useDeskQuery(
    'preRegistration.sheet',
    { candidacyId: candidacyId ?? '' },
    { enabled: candidacyId !== undefined },
  );
  const stored = useDeskQuery(
    'preRegistration.dataToMend',
    { candidacyId: candidacyId ?? '' },
    { enabled: candidacyId !== undefined },
  );
  const schools = useDeskQuery('office.schools', {});
  const {
    found,
    asked,
    fault: draftFault,
    keep,
    discard,
  } = useFormDraft('assistedEntry', candidacyId ?? null, readEntryForm);
  const [typed, setTyped] = useState<EntryForm | null>(null);
  const [present, setPresent] = useState(false);
  const [tried, setTried] = useState(false);
  const [held, setHeld] = useState<readonly Finding[]>(none);
  const enter = useCommand('preRegistration.enter');
  const classes = useMemo(
    () => (schools.value ?? []).flatMap((school) => school.classes.map((entry) => ({ school, entry }))),
    [schools.value],
  );
  const classChoices = useMemo(
    () =>
      classes.map(({ school, entry }) => ({
        value: entry.classId,
        label: `${school.name} ${entry.name}（${entry.cohortYear} 级）`,
      })),
    [classes],
  );
  // what the form begins with; null = not known yet, and nothing can be typed over it
  const begin = useMemo((): EntryForm | null => {
    if (candidacyId === undefined) return { ...emptyEntry, classId: classId ?? null };
    return sheet.value && stored.value ? formOfStored(stored.value, sheet.value.line.classId) : null;
  }, [candidacyId, classId, sheet.value, stored.value]);
  const isOpen = asked && begin !== null;
  const undecided = isOpen && typed === null ? found : null;
  const form = typed ?? undecided?.content ?? begin ?? emptyEntry;
  const [savedId, setSavedId] = useState<string | null>(null);
  const change = useCallback(
    (part: Partial<EntryForm>) => setTyped((now) => ({ ...(now ?? begin ?? emptyEntry), ...part })),
    [begin],
  );
  useEffect(() => {
    if (typed !== null && savedId === null) keep(typed);
  }, [typed, savedId, keep]);
  useBasis('当面补录', held);

  const problems = entryProblems(form, present);
  const submit = async () => {
    setTried(true);
    if (problems.length > 0) return;
    const place = classes.find(({ entry }) => entry.classId === form.classId) ?? null;
    const reply = await enter.run({
      candidacyId: candidacyId ?? null,
      version: sheet.value?.line.version ?? null,
      data: toCandidateData(
        form,
        place ? { ...place.entry, schoolCode: place.school.code, schoolName: place.school.name } : null,
      ),
      pupilPresent: true,
    });
    if (!reply.ok) return;
    await discard();
    announce(`已存 ${form.fullName}`);
    const stops = reply.value.findings.filter((finding) => finding.verdict !== 'pass');
    if (stops.length > 0) setHeld(stops);
    else go({ area: 'desk', params: { candidacyId: reply.value.candidacyId } });
    setSavedId(reply.value.candidacyId);
  };
  const refusal = enter.fault === null ? null : onFormFields(enter.fault);
  const fieldFaults = refusal?.kind === 'invalid' ? refusal.problems : [];
  const shownProblems = tried ? [...problems, ...fieldFaults] : fieldFaults;

  return (
    <Page
      title={candidacyId === undefined ? '当面补录：名册里没有的学生' : '当面改正：退回的预注册'}
      focusTitle={false}
      actions={
        <ActionBar
          primary={
            savedId === null
              ? {
                  label: '存好，去采集',
                  keyHint: 'Ctrl+回车',
                  closedWhy: undecided !== null ? '先选：接着办，还是丢弃' : isOpen ? null : '正在打开',
                  onAct: submit,
                }
              : {
                  label: '去采集',
                  keyHint: 'Ctrl+回车',
                  onAct: () => go({ area: 'desk', params: { candidacyId: savedId } }),
                }
          }
          others={[{ label: '不录了，回去', keyHint: 'Esc', onAct: goBack }]}
        />
      }
    >
      <FaultView
        fault={
          tried && problems.length > 0
            ? { kind: 'invalid', problems }
            : (refusal ?? sheet.fault ?? stored.fault ?? draftFault)
        }
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
      {held.length > 0 && <FindingPanel title={`已存 ${form.fullName}，还有几处要办`} findings={held} />}
      {isOpen && (
        // nothing is typed over what was found before it is decided; afterwards the first field takes the focus
        <div key={undecided === null ? 'open' : 'found'} inert={undecided !== null}>
          <EntryFields form={form} onChange={change} problems={shownProblems} classes={classChoices} />
          <div data-field="pupilPresent">
            <Checkbox checked={present} onChange={(event) => setPresent(event.target.checked)}>
              学生本人在场，每一项都当面问过
            </Checkbox>
          </div>
        </div>
      )}
    </Page>
  );
}
