import { createHash } from 'node:crypto';
import { subjectNames } from '#shared/labels/exam-subject.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import { type RegionNotice, readNotice } from '#shared/wire/region-notice.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { findCandidacy } from './candidacy.ts';
import { openConflict } from './case-file-conflict.ts';
import { laterNotices } from './inbox.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { everHadNumber } from './number-history.ts';
import { insertArrivedResults, resultsOf } from './subject-result.ts';

type SubjectResults = Extract<RegionNotice, { kind: 'subjectResults' }>;
type Result = SubjectResults['results'][number];

/**
 * The region's results of one candidate: each is kept with the notice as its source and counts from now on. Where one
 * differs from what counted before (a file, an earlier notice) the region's word holds and people get a case. What a
 * later notice said already is not said again. Parked until the number is known here.
 */
export function applySubjectResults(context: RegionContext, notice: SubjectResults, body: string): NoticeOutcome {
  const { db, ids, record } = context;
  const { noticeId, candidacyId, candidacyNo, source, decidedAt } = notice;
  const row = findCandidacy(db, candidacyId);
  if (!row) return { state: 'parked', reason: '本机没有这份记录；由办理它的那台电脑读入' };
  if (row.status === 'joined' || row.status === 'withdrawn' || row.status === 'void')
    return { state: 'refused', reason: `这份记录现在是“${candidacyStatusLabel(row.status)}”，成绩不记在它名下` };
  if (!everHadNumber(db, row.id, 'candidacyNo', candidacyNo) && row.candidacyNo !== candidacyNo)
    return { state: 'parked', reason: '成绩上的考籍号本机还不是他的；等号码到了再记，一直不到就报自治区核对' };
  const said = saidLater(db, notice);
  const fresh = notice.results.filter((one) => !said.has(placeOf(one)));
  if (fresh.length === 0) return { state: 'refused', reason: '自治区后来的成绩已说到这些科目，以后来的为准' };
  const before = new Map(resultsOf(db, row.id).map((one) => [placeOf(one), one.outcome]));
  const changed = fresh.filter((one) => (before.get(placeOf(one)) ?? one.outcome) !== one.outcome);
  const { eventSeq } = record({
    kind: 'subjectResults.arrived',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { noticeId, candidacyNo, source, decidedAt, results: fresh },
  });
  const sourceSha256 = createHash('sha256').update(body, 'utf8').digest('hex');
  insertArrivedResults(db, { noticeId, eventSeq, sourceSha256, candidacyId: row.id, candidacyNo, results: fresh }, () =>
    ids.uuid(),
  );
  if (changed.length > 0) {
    const sentence = `自治区来的成绩与本机原来的不同：${row.fullName}的${subjectNames(changed.map((one) => one.subject))}。现在以自治区的为准，核对原来的出处`;
    openConflict(context, { kind: 'regionConflict', about: noticeId, sentence, candidacyIds: [row.id] });
  }
  return { state: 'applied', reason: null };
}

/** Sittings and subjects that a notice decided later has spoken of already. */
function saidLater(db: DeskDb, notice: SubjectResults): ReadonlySet<string> {
  const places = laterNotices(db, notice).flatMap(({ body }) => {
    const later = readNotice(body);
    return later?.kind === 'subjectResults' ? later.results.map(placeOf) : [];
  });
  return new Set(places);
}

function placeOf({ sitting, subject }: Pick<Result, 'sitting'> & { readonly subject: string }): string {
  return `${sitting} ${subject}`;
}
