import type { ReactNode } from 'react';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark, ToneMark } from '../../ui/status-mark.tsx';
import { BesidePhoto, FilePhoto } from './file-photo.tsx';
import { besides, doubts, type FileLine, shownKey, stateLook } from './file-words.ts';

/** The selected file large, with the name under the face, whatever it may be mixed up with beside it, and every doubt. */
export function FileSide({
  line,
  onShown,
}: {
  readonly line: FileLine;
  /** this picture with this name is on the screen */
  readonly onShown: () => void;
}): ReactNode {
  const { pupil } = line;
  return (
    <aside className="card file-side" aria-label="选中的照片">
      <div className="file-faces">
        {/* another name under the same picture is seen anew */}
        <FilePhoto key={shownKey(line)} line={line} onShown={onShown} />
        {besides(line).map(({ key, beside, word }) => (
          <figure key={key}>
            <BesidePhoto beside={beside} alt={word} />
            <figcaption className="hint">{word}</figcaption>
          </figure>
        ))}
      </div>
      {pupil === null ? (
        <p>
          <ToneMark {...stateLook(line)} />
        </p>
      ) : (
        <>
          <p>
            <PersonName name={pupil.fullName} size="title" />
          </p>
          <p className="second">
            {pupil.schoolName} {pupil.className}
            <br />
            座号 {pupil.seatNo ?? '未排'} · {pupil.birthDate} · 末四位{' '}
            <span className="figures">{pupil.documentLastFour}</span>
          </p>
          <p>
            <StatusMark status={pupil.status} held={pupil.held} absence={pupil.absence} isPrivate={pupil.isPrivate} />
          </p>
        </>
      )}
      {line.sentence !== null && <p>{line.sentence}</p>}
      {doubts(line).length > 0 && (
        <ul className="file-doubts">
          {doubts(line).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </aside>
  );
}
