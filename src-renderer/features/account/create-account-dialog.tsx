import { type ReactNode, useState } from 'react';
import { type Role, roles } from '#shared/domain/role.ts';
import { roleLabel } from '#shared/labels/role.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { usePerson } from '../../stores/session-store.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { ClassChecks } from './class-checks.tsx';

/** A new account: who, which role, which school and classes, and a first password that must be changed. */
export function CreateAccountDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const person = usePerson();
  const isSchool = person?.role === 'schoolAdministrator';
  const [displayName, setDisplayName] = useState('');
  const [loginName, setLoginName] = useState('');
  const [role, setRole] = useState<Role>(isSchool ? 'classTeacher' : 'clerk');
  const [schoolId, setSchoolId] = useState<string | null>(null);
  const [classIds, setClassIds] = useState<readonly string[]>([]);
  const [password, setPassword] = useState('');
  const schools = useDeskQuery('office.schools', {});
  const create = useCommand('account.create');

  const ofSchool = role === 'schoolAdministrator' || role === 'classTeacher';
  const school =
    (schools.value ?? []).find((entry) => entry.schoolId === schoolId) ?? (isSchool ? schools.value?.[0] : undefined);
  const missing = [
    displayName.trim() === '' ? '姓名' : null,
    loginName.trim() === '' ? '登录名' : null,
    ofSchool && !school ? '学校' : null,
    role === 'classTeacher' && classIds.length === 0 ? '至少一个班' : null,
    Array.from(password).length < 8 ? '密码至少 8 位' : null,
  ].filter((part) => part !== null);

  const submit = async () => {
    const reply = await create.run({
      displayName: displayName.trim(),
      loginName: loginName.trim(),
      role,
      schoolId: ofSchool ? (school?.schoolId ?? null) : null,
      classIds: role === 'classTeacher' ? [...classIds] : [],
      password,
    });
    if (!reply.ok) return;
    announce(`已建账户 ${displayName.trim()}`);
    onClose();
  };
  const offered = roles.filter((entry) => !isSchool || entry === 'classTeacher');
  return (
    <Dialog
      title="新建账户"
      confirmLabel="建账户"
      closedWhy={missing.length > 0 ? `还差：${missing.join('、')}` : null}
      onConfirm={submit}
      onClose={onClose}
    >
      <FaultView fault={create.fault} />
      <TextField label="姓名" value={displayName} onChange={setDisplayName} takeFocus maxLength={60} />
      <TextField label="登录名" value={loginName} onChange={setLoginName} maxLength={40} />
      <ChoiceField
        label="角色"
        value={role}
        onChange={(chosen) => {
          setRole(chosen);
          setClassIds([]);
        }}
        options={offered.map((value) => ({ value, label: roleLabel(value) }))}
      />
      {ofSchool && !isSchool && (
        <ChoiceField
          label="学校"
          value={schoolId}
          onChange={(chosen) => {
            setSchoolId(chosen);
            setClassIds([]);
          }}
          options={(schools.value ?? []).map((entry) => ({ value: entry.schoolId, label: entry.name }))}
        />
      )}
      {role === 'classTeacher' && school && (
        <ClassChecks classes={school.classes} chosen={classIds} onChange={setClassIds} />
      )}
      <TextField
        label="第一个密码"
        kind="password"
        value={password}
        onChange={setPassword}
        hint="至少 8 位。本人第一次登录时要换掉"
      />
    </Dialog>
  );
}
