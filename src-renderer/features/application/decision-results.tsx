import type { ReactNode } from 'react';
import { PersonName } from '../../ui/person-name.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import type { ManyApplications } from './use-queue.ts';

/** What became of an act on many: how many went through, and each one that did not, with its reason. */
export function DecisionResults({ result }: { readonly result: ManyApplications }): ReactNode {
  return (
    <section className="card application-results" aria-label="办理结果" role="status">
      <p>
        <ToneMark tone="done" shape="tick" word={`已同意 ${result.done.length} 件`} />{' '}
        {result.failed.length > 0 && (
          <ToneMark tone="returned" shape="back" word={`没有办成 ${result.failed.length} 件`} />
        )}
      </p>
      {result.failed.length > 0 && (
        <ul>
          {result.failed.map((line) => (
            <li key={line.applicationId}>
              <PersonName name={line.fullName} />：{line.sentence}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
