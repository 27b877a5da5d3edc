import { Checkbox } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { Finding } from '#shared/domain/finding.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go, goBack, usePageParams } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { focusField } from '../../ui/field.tsx';
import { FindingPanel } from '../../ui/finding-panel.tsx';
import { Page } from '../../ui/page.tsx';
import { EntryFields } from './entry-fields.tsx';
import { type EntryForm, emptyEntry, entryProblems, formFromSheet, toCandidateData } from './entry-form.ts';
import './pre-registration.css';

const none: readonly Finding[] = [];

/**
 * 当面补录: an unlisted pupil, or the mending of a returned record (`candidacyId`), with the pupil present. The input
 * stays whatever comes back; afterwards the desk opens on the pupil.
 */
export function AssistedEntryPage(): ReactNode {
  const { candidacyId, classId } = usePageParams();
  const sheet = useDeskQuery(
    'preRegistration.sheet',
    { candidacyId: candidacyId ?? '' },
    { enabled: candidacyId !== undefined },
  );
  const schools = useDeskQuery('office.schools', {});
  const [form, setForm] = useState<EntryForm>(emptyEntry);
  const [filled, setFilled] = useState(false);
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
  const change = useCallback((part: Partial<EntryForm>) => setForm((now) => ({ ...now, ...part })), []);

  useEffect(() => {
    if (filled || !schools.value) return;
    if (candidacyId !== undefined && !sheet.value) return;
    setForm((now) => ({ ...now, ...(sheet.value ? formFromSheet(sheet.value) : { classId: classId ?? null }) }));
    setFilled(true);
  }, [filled, sheet.value, schools.value, candidacyId, classId]);
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
    announce(`已存 ${form.fullName}`);
    const stops = reply.value.findings.filter((finding) => finding.verdict !== 'pass');
    if (stops.length > 0) setHeld(stops);
    else go({ area: 'desk', params: { candidacyId: reply.value.candidacyId } });
    setSavedId(reply.value.candidacyId);
  };
  const [savedId, setSavedId] = useState<string | null>(null);
  const fieldFaults =
    enter.fault?.kind === 'invalid' ? enter.fault.problems.map(({ field, message }) => ({ field, message })) : [];
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
        fault={tried && problems.length > 0 ? { kind: 'invalid', problems } : (enter.fault ?? sheet.fault)}
        onField={focusField}
        onReload={() => void sheet.refetch()}
      />
      {held.length > 0 && <FindingPanel title={`已存 ${form.fullName}，还有几处要办`} findings={held} />}
      <EntryFields
        form={form}
        onChange={change}
        problems={shownProblems}
        classes={classChoices}
        knownNumber={sheet.value?.line.documentLastFour ?? null}
      />
      <div data-field="pupilPresent">
        <Checkbox checked={present} onChange={(event) => setPresent(event.target.checked)}>
          学生本人在场，每一项都当面问过
        </Checkbox>
      </div>
    </Page>
  );
}
