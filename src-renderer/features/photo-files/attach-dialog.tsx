import { type ReactNode, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { startLookCount } from '../../ui/look-clock.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { BesidePhoto, FilePhoto, HeldPhoto } from './file-photo.tsx';
import { besides, doubts, type FileLine, pupilWords, shownKey } from './file-words.ts';

/** Whose photos are about to be attached, face beside name, and what speaks against each one; then one key. */
export function AttachDialog({
  lines,
  onAttach,
  onClose,
}: {
  readonly lines: readonly FileLine[];
  /** null = it went through */
  readonly onAttach: (lines: readonly FileLine[]) => Promise<Fault | null>;
  readonly onClose: () => void;
}): ReactNode {
  const [fault, setFault] = useState<Fault | null>(null);
  const [unseen, setUnseen] = useState<string | null>(null);
  const [looks] = useState(() =>
    startLookCount(lines.filter(({ picture }) => picture !== null).map(shownKey), () => performance.now()),
  );
  const [only] = lines;
  const title =
    lines.length === 1 && only ? `确认是 ${only.pupil?.fullName} 的照片` : `确认这 ${lines.length} 张：看清名字和脸`;
  return (
    <Dialog
      title={title}
      width={lines.length === 1 ? 640 : 980}
      confirmLabel={lines.length === 1 ? '确认这一张' : `确认这 ${lines.length} 张`}
      onConfirm={async () => {
        const missing = looks.missing();
        if (missing > 0) return setUnseen(`还有 ${missing} 张照片没有出来。等脸都看得到，从头看过再按`);
        if (!looks.isSeen()) return setUnseen('照片刚出来：从头看过，再按 Ctrl+回车');
        setUnseen(null);
        const refused = await onAttach(lines);
        if (refused) setFault(refused);
        else onClose();
      }}
      onClose={onClose}
    >
      <FaultView fault={fault} />
      {unseen !== null && <p role="alert">{unseen}</p>}
      <p className="second">附上后是这名学生的照片，登记仍在登记台完成。</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <ul className={lines.length === 1 ? 'attach-list single' : 'attach-list'} aria-label="要附上的照片" tabIndex={0}>
        {lines.map((line) => (
          <li key={line.fileId}>
            <FilePhoto line={line} onShown={() => looks.show(shownKey(line))} />
            <span>
              <PersonName name={line.pupil?.fullName ?? ''} size="section" />
              <br />
              <span className="second">
                {line.pupil?.className}
                <br />
                {line.pupil && pupilWords(line.pupil)}
              </span>
              {doubts(line).map((sentence) => (
                <span key={sentence} className="attach-doubt">
                  {sentence}
                </span>
              ))}
            </span>
            {lines.length === 1 && (
              // what it may be mixed up with, in sight while it is decided
              <div className="file-faces">
                {besides(line).map(({ key, beside, word }) => (
                  <figure key={key}>
                    <BesidePhoto beside={beside} alt={word} />
                    <figcaption className="hint">{word}</figcaption>
                  </figure>
                ))}
                {line.pupil && <HeldPhoto candidacyId={line.pupil.candidacyId} />}
              </div>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
