import { Radio } from 'antd';
import type { ReactNode } from 'react';
import { foreignLanguageSubject } from '#shared/labels/exam-subject.ts';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { FindingList, FindingPanel } from '../../ui/finding-panel.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { type Choice, countWords, namesOf, type Offer, type Subject, slipWords } from './entry-words.ts';
import { SubjectTiles } from './subject-tiles.tsx';

/** One pupil: who it is, the subjects to choose, the language, and what the rules say of this very choice. */
export function EntrySheet({
  offer,
  choice,
  onChoose,
}: {
  readonly offer: Offer;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}): ReactNode {
  const { subjects: chosen, foreignLanguage } = choice;
  const language = foreignLanguage ?? offer.foreignLanguage ?? offer.registeredLanguage;
  const toggle = (code: Subject) =>
    onChoose({
      ...choice,
      subjects: offer.subjects
        .map((subject) => subject.code)
        .filter((other) => (other === code) !== chosen.includes(other)),
    });
  // an empty row of tiles is the beginning, not an error
  const why =
    chosen.length === 0
      ? offer.perform.why.filter((one) => one.ruleId !== 'exam-entry.some-subject')
      : offer.perform.why;
  return (
    <section className="entry-sheet card" aria-label={`${offer.fullName} 的选课`}>
      <div className="entry-head">
        <div className="entry-photo">
          {offer.captureId === null ? (
            <span className="second">无照片</span>
          ) : (
            <PhotoImage captureId={offer.captureId} alt={`${offer.fullName} 本次照片`} />
          )}
        </div>
        <div className="entry-who">
          <PersonName name={offer.fullName} size="title" />
          <p className="second">
            {[offer.schoolName, offer.className, offer.seatNo === null ? null : `座号 ${offer.seatNo}`]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
          <StatusMark status={offer.status} isPrivate={offer.isPrivate} />
          {offer.entry && <p className="second">{entryWords(offer.entry)}</p>}
          {offer.entry?.state === 'entered' && <p className="second">{slipWords(offer.slip)}</p>}
        </div>
        <p className="entry-count figures" role="status" data-over={offer.most !== null && chosen.length > offer.most}>
          {countWords(chosen.length, offer.most)}
        </p>
      </div>
      <SubjectTiles subjects={offer.subjects} chosen={chosen} onToggle={toggle} />
      <div className="entry-foot">
        {chosen.includes(foreignLanguageSubject) && (
          <div className="row entry-language">
            <span id="entry-language">外语考</span>
            <Radio.Group
              aria-labelledby="entry-language"
              value={language}
              onChange={(event) => onChoose({ ...choice, foreignLanguage: String(event.target.value) })}
              optionType="button"
              options={offer.languages.map(({ code, label }) => ({ value: code, label }))}
            />
          </div>
        )}
        {why.length > 0 && <FindingPanel title="这样还不能报名" findings={why} takeFocus={false} />}
        {offer.perform.open && offer.flags.length > 0 && <FindingList findings={offer.flags} />}
      </div>
    </section>
  );
}

function entryWords(entry: NonNullable<Offer['entry']>): string {
  const when = `${dayAndTime(entry.enteredAt)} ${entry.enteredBy}`;
  if (entry.state === 'withdrawn') return `${when} 撤回了报名：${entry.reason}`;
  return `${when} 报了 ${namesOf(entry.subjects)}`;
}
