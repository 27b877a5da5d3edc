import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { PhotoImage } from '../../photo/photo-image.tsx';
import { FaultView } from '../../ui/fault-view.tsx';
import { FindingList, openFindings } from '../../ui/finding-panel.tsx';
import { dayAndTime } from '../../ui/moments.ts';
import { PersonName } from '../../ui/person-name.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { DocumentPictures } from './document-pictures.tsx';
import type { ReviewLine } from './review-line.ts';

/** Photo, flags, fields and history of the selected record: what the reviewer decides on, in one view. */
export function SheetPanel({
  line,
  onEnlarge,
}: {
  readonly line: ReviewLine;
  readonly onEnlarge: () => void;
}): ReactNode {
  const { value, fault } = useDeskQuery('review.sheet', { candidacyId: line.candidacyId });
  const findings = openFindings(value?.findings ?? []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="card sheet-panel" aria-label={`${line.fullName} 的记录`} tabIndex={0}>
      <div className="sheet-head">
        <button type="button" className="sheet-photo" onClick={onEnlarge} tabIndex={-1} aria-label="放大照片（回车）">
          {line.captureId === null ? (
            <span>没有照片</span>
          ) : (
            <PhotoImage captureId={line.captureId} alt={`${line.fullName} 本次照片`} />
          )}
        </button>
        <div>
          <p>
            <PersonName name={line.fullName} size="title" />
          </p>
          <p className="second">
            {line.schoolName} {line.className}
            <br />
            证件末四位 <span className="figures">{line.documentLastFour}</span>
          </p>
          <p>
            <StatusMark status={line.status} held={line.held} absence={line.absence} isPrivate={line.isPrivate} />
          </p>
          <p className="hint">
            {line.capturedBy} 采集{line.completedAt && `，${dayAndTime(line.completedAt)}`}
            {line.revision > 1 && ` · 第 ${line.revision} 次`}
          </p>
          <Button size="small" onClick={onEnlarge} tabIndex={-1}>
            放大照片
          </Button>
        </div>
      </div>
      <FaultView fault={fault} />
      {findings.length > 0 && <FindingList findings={findings} />}
      {value && (
        <>
          <dl className="sheet-fields">
            {value.fields.map((field) => (
              <div key={field.field} data-differs={field.differs} data-missing={field.missing}>
                <dt>{field.label}</dt>
                <dd className="figures">
                  {field.value}
                  {field.differs && (
                    <span className="differs-note">
                      {' '}
                      名册 {field.rosterValue} / 证件 {field.documentValue}，
                      {field.settled === 'document' ? '以证件为准' : '以名册为准'}
                    </span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
          <DocumentPictures fullName={line.fullName} pictures={value.documentPictures} />
          <h3>经过</h3>
          <ul className="sheet-history">
            {value.history.map((entry) => (
              <li key={`${entry.at}${entry.what}`}>
                <span className="figures hint">{dayAndTime(entry.at)}</span> {entry.who} {entry.what}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
