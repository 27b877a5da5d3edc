import type { ReactNode } from 'react';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import type { AttachResult } from './use-file-acts.ts';

/** What became of a confirmation: how many are attached, and a line for each one that is not. */
export function AttachResults({ result }: { readonly result: AttachResult }): ReactNode {
  const { done, failed } = result;
  return (
    <section className="card attach-results" aria-label="确认结果" role="status">
      <p>
        <ToneMark tone="done" shape="tick" word={`已附上 ${done.length} 张`} />{' '}
        {failed.length > 0 && <ToneMark tone="returned" shape="back" word={`没有附上 ${failed.length} 张`} />}
      </p>
      {failed.length > 0 && (
        <ul>
          {failed.map((line) => (
            <li key={line.fileId}>
              {maskNumbersIn(line.fileName)} <PersonName name={line.fullName} />：{line.sentence}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
