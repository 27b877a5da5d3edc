import type { ReactNode } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { FaultView } from '../../ui/fault-view.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/** Two records of a case, field by field; rows that differ are marked by shape, word and frame. */
export function SideBySide({ candidacyIds }: { readonly candidacyIds: readonly string[] }): ReactNode {
  const [firstId = '', secondId = ''] = candidacyIds;
  const first = useDeskQuery('preRegistration.sheet', { candidacyId: firstId }, { enabled: firstId !== '' });
  const second = useDeskQuery('preRegistration.sheet', { candidacyId: secondId }, { enabled: secondId !== '' });
  const [left, right] = [first.value, second.value];
  if (first.fault || second.fault) return <FaultView fault={first.fault ?? second.fault} />;
  if (!left || (secondId !== '' && !right)) return null;
  return (
    <section className="card side-by-side" aria-label="并排看">
      <table>
        <thead>
          <tr>
            <th scope="col">项目</th>
            {[left, right].map(
              (sheet) =>
                sheet && (
                  <th key={sheet.line.candidacyId} scope="col">
                    <PersonName name={sheet.line.fullName} size="section" />
                    <br />
                    <StatusMark
                      status={sheet.line.status}
                      held={sheet.line.held}
                      absence={sheet.line.absence}
                      isPrivate={sheet.line.isPrivate}
                    />
                  </th>
                ),
            )}
          </tr>
        </thead>
        <tbody>
          {left.fields.map((entry) => {
            const other = right?.fields.find((candidate) => candidate.field === entry.field);
            const differs = other !== undefined && other.value !== entry.value;
            return (
              <tr key={entry.field} data-differs={differs ? true : undefined}>
                <th scope="row">
                  {differs ? '≠ ' : ''}
                  {entry.label}
                  {differs && <span className="only-spoken">不同</span>}
                </th>
                <td className="figures">{entry.missing ? '未填' : entry.value}</td>
                {other && <td className="figures">{other.missing ? '未填' : other.value}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
