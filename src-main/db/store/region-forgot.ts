import type { DeskDb } from '../open.ts';
import type { OutgoingChange } from './change-message.ts';
import { rests } from './lost-there.ts';
import { readSetting, writeSetting } from './office.ts';
import type { OutboxRow } from './outbox.ts';

/** Name of the desk setting with what became of messages that went again to a region that had forgotten them. */
const sentAgainSetting = 'syncSentAgain';

type SentAgain = {
  /** went, or are about to: their new answer has not been looked at */
  readonly underWay: readonly string[];
  /** cannot go, and since when: the photo is not whole here, or the region did not take them */
  readonly aside: Readonly<Record<string, string>>;
};

/**
 * Ids of the records that the region had taken, in the order of their acts. Not of what it had refused: people may have
 * refused it, and it went back to the desk, which mends it under another id.
 */
export function settledRecords(db: DeskDb): readonly string[] {
  const ids = "SELECT message_id FROM outbox WHERE state NOT IN ('waiting', 'refused') ORDER BY event_seq";
  return db.statement(ids).pluck().all() as string[];
}

/** Ids of the changes that the region had answered, in that order, the refused ones last: others may follow one of them. */
export function settledChanges(db: DeskDb): readonly string[] {
  return db
    .statement(
      `SELECT m.message_id FROM change_message m JOIN change_receipt r ON r.message_id = m.message_id
       WHERE m.state <> 'waiting' ORDER BY m.state = 'refused', r.received_at, m.change_seq`,
    )
    .pluck()
    .all() as string[];
}

/** This record as it was sent, under its number and opening of then. */
export function sentRecord(db: DeskDb, messageId: string): OutboxRow | null {
  const row = db
    .statement(
      `SELECT o.message_id AS messageId, coalesce(g.desk_seq, o.desk_seq) AS deskSeq, o.candidacy_id AS candidacyId,
         o.revision, o.body, o.body_sha256 AS bodySha256, o.photo_sha256 AS photoSha256, o.event_seq AS eventSeq, o.state,
         o.attempts, o.last_trouble AS lastTrouble, o.created_at AS createdAt, o.incarnation
       FROM outbox o LEFT JOIN regained_message g ON g.message_id = o.message_id
       WHERE o.message_id = ?`,
    )
    .get(messageId) as OutboxRow | undefined;
  return row ?? null;
}

/** The same of a change; of one that came back both names are of its first sending, so that the pair was never another's. */
export function sentChange(db: DeskDb, messageId: string): OutgoingChange | null {
  const row = db
    .statement(
      `SELECT m.message_id AS messageId, coalesce(g.change_seq, m.change_seq) AS deskSeq, m.body,
         m.body_sha256 AS bodySha256, m.file_sha256 AS photoSha256, coalesce(g.incarnation, m.incarnation) AS incarnation
       FROM change_message m LEFT JOIN regained_change g ON g.message_id = m.message_id
       WHERE m.message_id = ?`,
    )
    .get(messageId) as OutgoingChange | undefined;
  return row ?? null;
}

/** Messages that went again and whose new answer has not been looked at: the line broke, or the region judges them later. */
export function sentAgainUnheard(db: DeskDb): readonly string[] {
  return readSentAgain(db).underWay;
}

/** Keeps, before they go, that the new answer of these is to be looked at. */
export function saveUnderWay(db: DeskDb, ids: readonly string[], at: string): void {
  const { underWay, aside } = readSentAgain(db);
  keep(db, { underWay: [...new Set([...underWay, ...ids])], aside }, at);
}

/** Keeps that nothing more is to be heard of these: their answer was looked at, or they are not at the region. */
export function saveHeard(db: DeskDb, ids: readonly string[], at: string): void {
  const { underWay, aside } = readSentAgain(db);
  const heard = new Set(ids);
  const left = underWay.filter((id) => !heard.has(id));
  if (left.length < underWay.length) keep(db, { underWay: left, aside }, at);
}

/** Messages that could not go within the last day. */
export function keptAside(db: DeskDb, at: string): ReadonlySet<string> {
  const { aside } = readSentAgain(db);
  return new Set(Object.keys(aside).filter((id) => rests(aside[id] ?? '', at)));
}

/** Keeps that these could not go: they are left alone for a day, so that they hide no others. */
export function saveKeptAside(db: DeskDb, ids: readonly string[], at: string): void {
  const { underWay, aside } = readSentAgain(db);
  const standing = Object.entries(aside).filter(([, since]) => rests(since, at));
  keep(db, { underWay, aside: Object.fromEntries([...standing, ...ids.map((id) => [id, at])]) }, at);
}

function readSentAgain(db: DeskDb): SentAgain {
  const kept = readSetting(db, sentAgainSetting);
  return kept === null ? { underWay: [], aside: {} } : (JSON.parse(kept) as SentAgain);
}

function keep(db: DeskDb, sent: SentAgain, at: string): void {
  const isEmpty = sent.underWay.length === 0 && Object.keys(sent.aside).length === 0;
  writeSetting(db, sentAgainSetting, isEmpty ? null : JSON.stringify(sent), at, null);
}
