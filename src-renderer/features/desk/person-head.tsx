import type { ReactNode } from 'react';
import { call } from '../../bridge/call.ts';
import { MaskedNumber } from '../../ui/masked-number.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { GuardPictures } from './guard-pictures.tsx';
import { type DeskSheet, fieldValue } from './sheet.ts';
import type { CardWork } from './use-card.ts';
import type { ShotWork } from './use-shots.ts';

/** Name, class, numbers and pictures of the pupil at the desk, always together. */
export function PersonHead({
  sheet,
  shots,
  card,
  onHoldCard,
  onDropCard,
}: {
  readonly sheet: DeskSheet;
  readonly shots: ShotWork;
  readonly card: CardWork;
  readonly onHoldCard: () => void;
  readonly onDropCard: () => void;
}): ReactNode {
  const { line } = sheet;
  const reveal = (which: 'documentNumber' | 'enrolmentNo') => async () => {
    const reply = await call('desk.revealNumber', { candidacyId: line.candidacyId });
    return reply.ok ? reply.value[which] : null;
  };
  const facts = [
    fieldValue(sheet, 'sex'),
    fieldValue(sheet, 'ethnicity'),
    line.birthDate,
    line.schoolName,
    line.className,
  ];
  return (
    <div className="person-head">
      <div className="person-facts">
        <p className="person-desk-name">
          <PersonName name={line.fullName} size="desk" />
          <StatusMark status={line.status} held={line.held} absence={line.absence} isPrivate={line.isPrivate} />
        </p>
        <p>{facts.filter(Boolean).join(' · ')}</p>
        <p className="number-line">
          <span className="hint">{sheet.documentTypeLabel}</span>
          <MaskedNumber masked={sheet.documentMasked} onReveal={reveal('documentNumber')} />
        </p>
        {sheet.enrolmentNoMasked !== null && (
          <p className="number-line">
            <span className="hint">学籍号</span>
            <MaskedNumber masked={sheet.enrolmentNoMasked} />
          </p>
        )}
        {sheet.candidacyNoMasked !== null && (
          <p className="number-line">
            <span className="hint">考籍号</span>
            <MaskedNumber masked={sheet.candidacyNoMasked} />
          </p>
        )}
        <p className="card-acts">
          <button type="button" className="text-button" data-passes-keys tabIndex={-1} onClick={onHoldCard}>
            {card.picture === null ? '举证件对照' : '重拍证件'} F8
          </button>
          {card.picture !== null && (
            <button type="button" className="text-button" data-passes-keys tabIndex={-1} onClick={onDropCard}>
              去掉证件照片 Shift+F8
            </button>
          )}
        </p>
      </div>
      <GuardPictures sheet={sheet} shots={shots} card={card} />
    </div>
  );
}
