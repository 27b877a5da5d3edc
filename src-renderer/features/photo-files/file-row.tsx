import type { ReactNode } from 'react';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { ToneMark } from '../../ui/status-mark.tsx';
import { FilePhoto } from './file-photo.tsx';
import { type FileLine, matchedWord, pupilWords, stateLook, verdictLook } from './file-words.ts';

/** One file: picture, name, whose it is proposed to be, what the gate said, what speaks against it. */
export function FileRow({ line, isHeld }: { readonly line: FileLine; readonly isHeld: boolean }): ReactNode {
  const { fileName, sentence, pupil, matchedBy, gate, notes } = line;
  const [first, ...more] = notes;
  const cause = gate?.causes[0];
  return (
    <>
      <FilePhoto line={line} />
      <span className="file-name">
        <span>{maskNumbersIn(fileName)}</span>
        <ToneMark {...stateLook(line)} />
        {isHeld && <span className="hint">等着对调</span>}
      </span>
      <span className="file-pupil">
        {pupil === null ? (
          <span className="second">{line.state === 'staged' ? '还没有定是谁' : ''}</span>
        ) : (
          <>
            <PersonName name={pupil.fullName} size="section" />
            <span className="second">
              {pupilWords(pupil)} · 末四位 {pupil.documentLastFour}
            </span>
            <span className="hint">
              {pupil.className}
              {matchedBy !== null && ` · ${matchedWord(matchedBy)}`}
            </span>
          </>
        )}
      </span>
      <span className="file-said">
        {sentence !== null && <span>{sentence}</span>}
        {gate !== null && line.state === 'staged' && (
          <span>
            <ToneMark {...verdictLook(gate.verdict)} />
            {cause && ` ${cause.sentence}`}
          </span>
        )}
        {first && (
          <span>
            {first.sentence}
            {more.length > 0 && <span className="hint"> 另有 {more.length} 处</span>}
          </span>
        )}
      </span>
    </>
  );
}
