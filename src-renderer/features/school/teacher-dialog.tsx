import { Button, Radio } from 'antd';
import { type ReactNode, useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import type { ClassLine } from './school-words.ts';

/** Who answers for a class: a new account with a first password, or somebody who is a class teacher already. */
export function TeacherDialog({
  schoolId,
  line,
  onDone,
  onClose,
}: {
  readonly schoolId: string;
  readonly line: ClassLine;
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const [way, setWay] = useState<'new' | 'known'>('new');
  const [displayName, setDisplayName] = useState('');
  const [loginName, setLoginName] = useState('');
  const [password, setPassword] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const accounts = useDeskQuery('account.list', {});
  const create = useCommand('account.create');
  const assign = useCommand('account.assignClasses');

  const teachers = (accounts.value ?? []).filter((one) => one.role === 'classTeacher' && !one.disabled);
  const others = teachers.filter((one) => !one.classIds.includes(line.classId));
  const missing =
    way === 'known'
      ? [chosen === null ? '选一位班主任' : null]
      : [
          displayName.trim() === '' ? '姓名' : null,
          loginName.trim() === '' ? '登录名' : null,
          Array.from(password).length < 8 ? '密码至少 8 位' : null,
        ];
  const why = missing.filter((part) => part !== null);

  const addNew = async () => {
    const name = displayName.trim();
    const reply = await create.run({
      displayName: name,
      loginName: loginName.trim(),
      role: 'classTeacher',
      schoolId,
      classIds: [line.classId],
      password,
    });
    if (reply.ok) onDone(`已建账户 ${name}，管 ${line.name}`);
  };
  const addKnown = async () => {
    const teacher = teachers.find((one) => one.userId === chosen);
    if (!teacher) return;
    const reply = await assign.run({ userId: teacher.userId, classIds: [...teacher.classIds, line.classId] });
    if (reply.ok) onDone(`${teacher.displayName} 也管 ${line.name}`);
  };
  const take = async (userId: string) => {
    const teacher = teachers.find((one) => one.userId === userId);
    if (!teacher) return;
    const classIds = teacher.classIds.filter((one) => one !== line.classId);
    const reply = await assign.run({ userId, classIds });
    if (reply.ok) onDone(`${teacher.displayName} 不再管 ${line.name}`);
  };
  return (
    <Dialog
      title={`${line.name}的班主任`}
      confirmLabel={way === 'new' ? '建账户' : '让这位兼管'}
      closedWhy={why.length > 0 ? `还差：${why.join('、')}` : null}
      onConfirm={way === 'new' ? addNew : addKnown}
      onClose={onClose}
    >
      <FaultView fault={create.fault ?? assign.fault ?? accounts.fault} />
      {line.teachers.length > 0 && (
        <ul className="class-teachers now" aria-label="现在管这个班的">
          {line.teachers.map((teacher) => (
            <li key={teacher.userId}>
              <span>
                <PersonName name={teacher.displayName} /> <span className="second">{teacher.loginName}</span>
              </span>
              <Button onClick={() => void take(teacher.userId)}>不再管这个班</Button>
            </li>
          ))}
        </ul>
      )}
      <Radio.Group
        aria-label="怎样加"
        value={way}
        onChange={(event) => setWay(event.target.value)}
        optionType="button"
        options={[
          { value: 'new', label: '新建账户' },
          { value: 'known', label: '已有的班主任兼管' },
        ]}
      />
      <div className="teacher-fields">
        {way === 'new' ? (
          <>
            <TextField label="姓名" value={displayName} onChange={setDisplayName} maxLength={60} takeFocus />
            <TextField label="登录名" value={loginName} onChange={setLoginName} maxLength={40} />
            <TextField
              label="第一个密码"
              kind="password"
              value={password}
              onChange={setPassword}
              hint="至少 8 位。当面告诉本人，第一次登录时要换掉"
            />
          </>
        ) : (
          <ChoiceField
            label="班主任"
            value={chosen}
            onChange={setChosen}
            options={others.map((one) => ({
              value: one.userId,
              label: `${one.displayName}（${one.classNames.join('、') || '还没有管班'}）`,
            }))}
          />
        )}
      </div>
    </Dialog>
  );
}
