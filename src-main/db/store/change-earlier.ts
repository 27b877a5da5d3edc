import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { applicationView, findApplication } from './application.ts';
import { stepsTaken } from './application-step.ts';
import { tellApplication } from './application-told.ts';
import { findCandidacy } from './candidacy.ts';
import { hasUntoldCertificates, tellEarlierCertificates } from './certificate-told.ts';
import { changeOfRecord } from './change-facts.ts';
import { insertChange, type NewChange } from './change-message.ts';
import { currentEntry } from './exam-entry.ts';
import { toldEntry } from './exam-entry-told.ts';
import { editionOf } from './facts-office.ts';
import { readSetting, writeSetting } from './office.ts';
import { schoolCodeById } from './school.ts';

type Context = Pick<RegionContext, 'db' | 'clock' | 'ids'>;

type Earlier = {
  readonly eventSeq: number;
  readonly kind: string;
  readonly candidacyId: string;
  readonly at: string;
  readonly by: string | null;
  /** JSON of what the event says; null = blanked by a retention act, and never told */
  readonly content: string | null;
};

/** Name of the setting that the migration left where there is something of before. */
const earlierSetting = 'changesOfEarlier';

/**
 * What programs before these messages did and could not tell: the marks of class and mobile changes, and for every sitting
 * the entry that counts. One row for each that has no message.
 */
const earlierRows = `SELECT e.seq AS eventSeq, e.kind, e.subject_id AS candidacyId, e.device_time AS at, e.actor_id AS by,
    p.content
  FROM event e JOIN event_payload p ON p.event_seq = e.seq
  WHERE p.content IS NOT NULL AND (e.seq IN (SELECT t.event_seq FROM change_to_tell t)
    OR (e.kind IN ('examEntry.entered', 'examEntry.withdrawn', 'examEntry.endedByLeave') AND EXISTS (
      SELECT 1 FROM exam_entry x WHERE x.candidacy_id = e.subject_id AND x.sitting = json_extract(p.content, '$.sitting')
        AND x.version = json_extract(p.content, '$.version')
        AND x.version = (SELECT max(l.version) FROM exam_entry l WHERE l.candidacy_id = x.candidacy_id
          AND l.sitting = x.sitting))))
    AND NOT EXISTS (SELECT 1 FROM change_message m WHERE m.event_seq = e.seq)
  ORDER BY e.seq`;

/** True where something was done before these messages existed and is still to be told. */
export function hasEarlierChanges(db: DeskDb): boolean {
  return isMarked(db) || hasUntoldCertificates(db);
}

function isMarked(db: DeskDb): boolean {
  return readSetting(db, earlierSetting) !== null;
}

/** Writes a message for each of them, in the order they were done; call inside a transaction. How many there were. */
export function tellEarlierChanges(context: Context): number {
  const { db, clock } = context;
  // these messages are younger than the mark that a migration left for the others
  let told = tellEarlierCertificates(context);
  if (!isMarked(db)) return told;
  for (const row of db.statement(earlierRows).all() as Earlier[]) {
    const change = messageOf(context, row);
    if (!change) continue;
    insertChange(db, change, row.eventSeq, clock.now());
    told += 1;
  }
  told += tellEarlierApplications(context);
  writeSetting(db, earlierSetting, null, clock.now(), null);
  return told;
}

/** Applications that wait for league or region already; others are told when they get there. */
function tellEarlierApplications(context: Context): number {
  const { db } = context;
  const ids = db
    .statement(
      `SELECT a.id FROM application a WHERE a.state = 'atStep'
         AND NOT EXISTS (SELECT 1 FROM change_message m WHERE m.subject_id = a.id) ORDER BY a.since, a.rowid`,
    )
    .pluck()
    .all() as string[];
  let told = 0;
  for (const id of ids) {
    const row = findApplication(db, id);
    const candidacy = row && findCandidacy(db, row.candidacyId);
    const last = stepsTaken(db, id).at(-1);
    if (!row || !candidacy || !last) continue;
    const view = applicationView(row, candidacy, editionOf(context, row));
    const by = { userId: last.byUser, name: last.byName };
    if (tellApplication(context, view, { by, eventSeq: last.eventSeq })) told += 1;
  }
  return told;
}

function messageOf(context: Context, { kind, candidacyId, at, by, content }: Earlier): NewChange | null {
  const record = findCandidacy(context.db, candidacyId);
  if (!record || content === null) return null;
  const said = JSON.parse(content) as Record<string, unknown>;
  const done = { by, at };
  if (kind === 'candidacy.mobileChanged') {
    const own = { kind: 'mobileChange', from: textOf(said['from']), to: String(said['to']) } as const;
    return changeOfRecord<'mobileChange'>(context, record, own, done);
  }
  if (kind === 'candidacy.classChanged') {
    const schoolCode = record.schoolId === null ? null : schoolCodeById(context.db, record.schoolId);
    const to = placeOf(said['to'], schoolCode);
    if (!to) return null;
    const own = {
      kind: 'classChange',
      from: placeOf(said['from'], schoolCode),
      to,
      reason: String(said['reason']),
    } as const;
    return changeOfRecord<'classChange'>(context, record, own, done);
  }
  const entry = currentEntry(context.db, candidacyId, String(said['sitting']));
  return entry && toldEntry(context, record, entry);
}

function placeOf(said: unknown, schoolCode: string | null) {
  if (typeof said !== 'object' || said === null) return null;
  const { code, name, cohortYear } = said as { code: string; name: string; cohortYear: number };
  return { schoolCode, code, name, cohortYear };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
