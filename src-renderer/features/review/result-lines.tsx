import type { ReactNode } from 'react';
import { PersonName } from '../../ui/person-name.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import type { ManyResult } from './review-line.ts';

/** What became of an act on many: how many went through, and each one that did not, with its reason. */
export function ResultLines({ result, verb }: { readonly result: ManyResult; readonly verb: string }): ReactNode {
  const { done, failed } = result;
  return (
    <section className="result-lines card" aria-label="办理结果" role="status">
      <p>
        <ToneMark tone="done" shape="tick" word={`${verb} ${done.length} 份`} />
        {failed.length > 0 && (
          <>
            {' '}
            <ToneMark tone="returned" shape="back" word={`没有办成 ${failed.length} 份`} />
          </>
        )}
      </p>
      {failed.length > 0 && (
        <ul>
          {failed.map((line) => (
            <li key={line.candidacyId}>
              <PersonName name={line.fullName} />：{line.sentence}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
