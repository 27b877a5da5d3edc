import type { ReactNode } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/** The pupil who was searched for: which number of the equation he or she is in, and why. */
export function FoundPupil({ candidacyId }: { readonly candidacyId: string }): ReactNode {
  const { value, fault } = useDeskQuery('custody.place', { candidacyId });
  if (fault) return <FaultView fault={fault} />;
  if (!value) return null;
  const { line, label } = value;
  return (
    <section className="card placed-pupil" aria-label="查到的学生">
      <PersonName name={line.fullName} />
      <span className="second">{line.className ?? '没有班级'}</span>
      <StatusMark status={line.status} />
      <span>
        在“{label}”里{line.note ? `：${line.note}` : ''}
      </span>
    </section>
  );
}
