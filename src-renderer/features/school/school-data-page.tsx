import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { useFormDraft } from '../../bridge/use-form-draft.ts';
import { go, goBack } from '../../stores/navigation-store.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { announce } from '../../ui/announce.ts';
import { useBasis } from '../../ui/basis-drawer.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { focusField } from '../../ui/field.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { Page } from '../../ui/page.tsx';
import { SchoolFields } from './school-fields.tsx';
import { formOf, readSchoolForm, type SchoolForm, toSchoolData } from './school-form.ts';
import type { School } from './school-words.ts';

const none: School['findings'] = [];

/** The school's data of clause 1.2.2: code and name as the region gave them, the rest the school keeps itself. */
export function SchoolDataPage(): ReactNode {
  const school = useDeskQuery('school.read', {});
  const value = school.value;
  const draft = useFormDraft('schoolData', value?.schoolId ?? null, readSchoolForm, value !== undefined);
  const { keep, discard } = draft;
  const [typed, setTyped] = useState<SchoolForm | null>(null);
  const [wrong, setWrong] = useState<Fault | null>(null);
  const save = useCommand('school.save');
  useBasis('学校资料', value?.findings ?? none);

  const form = typed ?? draft.found?.content ?? (value ? formOf(value) : null);
  const change = useCallback(
    (part: Partial<SchoolForm>) => setTyped((now) => (form === null ? now : { ...(now ?? form), ...part })),
    [form],
  );
  useEffect(() => {
    if (typed !== null) keep(typed);
  }, [typed, keep]);

  const submit = async () => {
    if (form === null || !value) return;
    const data = toSchoolData(form);
    if (!data.ok) {
      setWrong(data.fault);
      save.clear();
      return;
    }
    setWrong(null);
    const reply = await save.run({ version: form.version, ...data.value });
    if (!reply.ok) return;
    await discard();
    announce('学校资料已存好');
    go({ area: 'school' });
  };
  const fault = wrong ?? save.fault;
  // what was typed stays; it now stands over what the other person stored
  const takeUp = () => {
    save.clear();
    if (form !== null && value) setTyped({ ...form, version: value.version });
  };
  return (
    <Page
      title="学校资料"
      focusTitle={false}
      actions={
        <ActionBar
          primary={{
            label: '存好学校资料',
            keyHint: 'Ctrl+回车',
            onAct: submit,
            closedWhy: form === null ? '正在打开' : null,
          }}
          others={[{ label: '不改了，回去', keyHint: 'Esc', onAct: goBack }]}
        />
      }
    >
      <FaultView fault={fault ?? school.fault} onField={focusField} onReload={takeUp} />
      <FaultView fault={draft.fault} whileTyping />
      {typed === null && draft.found !== null && (
        <p className="hint">找回了 {dayAndTime(draft.found.savedAt)} 改的，还没有存好。</p>
      )}
      {value && form && draft.asked && <SchoolFields school={value} form={form} fault={fault} onChange={change} />}
    </Page>
  );
}
