import type { ReactNode } from 'react';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark, ToneMark } from '../../ui/status-mark.tsx';
import { BesidePhoto, FilePhoto, HeldPhoto } from './file-photo.tsx';
import { besides, doubts, type FileLine, isOnlyInOrder, pupilWords, shownKey, stateLook } from './file-words.ts';

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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <aside className="card file-side" aria-label="选中的照片" tabIndex={0}>
      <div className="file-faces">
        {/* another name under the same picture is seen anew */}
        <FilePhoto key={shownKey(line)} line={line} onShown={onShown} />
        {besides(line).map(({ key, beside, word }) => (
          <figure key={key}>
            <BesidePhoto beside={beside} alt={word} />
            <figcaption className="hint">{word}</figcaption>
          </figure>
        ))}
        {line.state === 'staged' && pupil !== null && <HeldPhoto candidacyId={pupil.candidacyId} />}
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
            {pupilWords(pupil)}
            <br />
            {pupil.birthDate} · 末四位 <span className="figures">{pupil.documentLastFour}</span>
          </p>
          <p>
            <StatusMark status={pupil.status} held={pupil.held} absence={pupil.absence} isPrivate={pupil.isPrivate} />
          </p>
        </>
      )}
      {line.sentence !== null && <p>{line.sentence}</p>}
      {isOnlyInOrder(line) && (
        <p>
          只凭名单次序认的，要单独确认：多拍一张、又有人没来，张数照样对得上，中间的人都错一位。看清脸和名字再按回车。
        </p>
      )}
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
