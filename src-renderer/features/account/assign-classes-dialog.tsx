import { type ReactNode, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { announce } from '../../ui/announce.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { ClassChecks } from './class-checks.tsx';

/** Which classes a class teacher answers for from now on. */
export function AssignClassesDialog({
  account,
  onClose,
}: {
  readonly account: Output<'account.list'>[number];
  readonly onClose: () => void;
}): ReactNode {
  const [classIds, setClassIds] = useState<readonly string[]>(account.classIds);
  const schools = useDeskQuery('office.schools', {});
  const assign = useCommand('account.assignClasses');
  const school = (schools.value ?? []).find((entry) => entry.schoolId === account.schoolId);
  const submit = async () => {
    // a class that was closed meanwhile is in no list any more
    const offered = new Set(school?.classes.map((entry) => entry.classId));
    const reply = await assign.run({ userId: account.userId, classIds: classIds.filter((one) => offered.has(one)) });
    if (!reply.ok) return;
    announce(`已改 ${account.displayName} 管的班`);
    onClose();
  };
  return (
    <Dialog
      title={`${account.displayName} 管的班`}
      confirmLabel="就管这几个班"
      closedWhy={school ? null : '正在看学校的班级'}
      onConfirm={submit}
      onClose={onClose}
    >
      <FaultView fault={assign.fault ?? schools.fault} />
      {school && <ClassChecks classes={school.classes} chosen={classIds} onChange={setClassIds} />}
      <p className="second">下次登录起只看得到勾上的班。办过的记录仍在本人名下。</p>
    </Dialog>
  );
}
