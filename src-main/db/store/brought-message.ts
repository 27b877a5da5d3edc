import { type CandidacyMessage, candidacyMessage } from '#shared/wire/candidacy-message.ts';
import { type RegionNotice, readNotice } from '#shared/wire/region-notice.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import type { DeskDb } from '../open.ts';

export type Arrival = Extract<RegionNotice, { kind: 'arrival' }>;

/** The message inside an arrival, where it is about the same record; null = this program cannot read it. */
export function messageOfArrival({ candidacyId, message }: Arrival): CandidacyMessage | null {
  const parsed = candidacyMessage.safeParse(parseWireJson(message.body));
  if (!parsed.success) return null;
  const { candidacyId: whose, messageId, revision } = parsed.data;
  const isThis = whose === candidacyId && messageId === message.messageId && revision === message.revision;
  return isThis ? parsed.data : null;
}

/** Arrivals of a record that were applied here, oldest first. */
export function arrivalsOf(db: DeskDb, candidacyId: string): Arrival[] {
  const bodies = db
    .statement(`SELECT body FROM inbox WHERE subject_id = ? AND kind = 'arrival' AND state = 'applied' ORDER BY rowid`)
    .pluck()
    .all(candidacyId) as string[];
  return bodies.map(readNotice).filter((notice) => notice?.kind === 'arrival');
}

/**
 * The newest message of a record that another desk sent, or this one before its file was put back: who took the photo and who
 * reviewed it stands there, not in the events of this file. Null = all of the record's work was done in this file.
 */
export function broughtMessage(db: DeskDb, candidacyId: string): CandidacyMessage | null {
  const regained = db
    .statement(
      `SELECT body FROM regained_message WHERE candidacy_id = ? AND became = 'taken' ORDER BY revision DESC LIMIT 1`,
    )
    .pluck()
    .get(candidacyId) as string | undefined;
  const own = regained === undefined ? null : candidacyMessage.safeParse(parseWireJson(regained));
  const last = arrivalsOf(db, candidacyId).at(-1);
  const messages = [own?.success ? own.data : null, last ? messageOfArrival(last) : null].filter((one) => one !== null);
  return messages.sort((left, right) => right.revision - left.revision)[0] ?? null;
}

/** Photos that parked arrivals wait for, by hash. */
export function awaitedPhotos(db: DeskDb): string[] {
  const bodies = db
    .statement(`SELECT body FROM inbox WHERE kind = 'arrival' AND state = 'parked' ORDER BY rowid`)
    .pluck()
    .all() as string[];
  const wanted = bodies.flatMap((body) => {
    const notice = readNotice(body);
    const message = notice?.kind === 'arrival' ? messageOfArrival(notice) : null;
    return message ? [message.photo.sha256] : [];
  });
  const isHere = db.statement('SELECT 1 FROM photo_blob WHERE sha256 = ?');
  return [...new Set(wanted)].filter((sha256) => isHere.get(sha256) === undefined);
}
