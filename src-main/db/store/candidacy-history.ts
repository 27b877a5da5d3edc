import type { Fault } from '#shared/contract/faults.ts';
import { eventLabel } from '#shared/labels/event.ts';
import type { DeskDb } from '../open.ts';

export type HistoryLine = { readonly at: string; readonly who: string; readonly what: string };
type Row = {
  readonly at: string;
  readonly kind: string;
  readonly who: string | null;
  readonly content: string | null;
};

const columns = `SELECT e.device_time AS at, e.kind, u.display_name AS who, p.content
  FROM event e LEFT JOIN user_account u ON u.id = e.actor_id LEFT JOIN event_payload p ON p.event_seq = e.seq`;

/** Events of a candidacy and of the applications about it. */
const about = 'e.subject_id = @id OR e.subject_id IN (SELECT a.id FROM application a WHERE a.candidacy_id = @id)';

/**
 * What happened to one candidacy, oldest first; a reason that was given is part of the words. What was done at another desk of
 * the office stands before its arrival, with that desk's name.
 */
export function historyOf(db: DeskDb, candidacyId: string): HistoryLine[] {
  return rowsOf(db, candidacyId).flatMap((row) => [...broughtIn(row), inWords(row)]);
}

/** The same, of this desk alone. */
export function ownHistoryOf(db: DeskDb, candidacyId: string): HistoryLine[] {
  return rowsOf(db, candidacyId).map(inWords);
}

function rowsOf(db: DeskDb, candidacyId: string): Row[] {
  return db.statement(`${columns} WHERE ${about} ORDER BY e.seq`).all({ id: candidacyId }) as Row[];
}

function broughtIn({ kind, content }: Row): HistoryLine[] {
  if (kind !== 'candidacy.broughtByDesk' || content === null) return [];
  const { deskName, history = [] } = JSON.parse(content) as { deskName: string; history?: readonly HistoryLine[] };
  return history.map((line) => ({ ...line, who: `${line.who}（${deskName}）` }));
}

/**
 * The fault `stale` of an act on a record that moved on: who, when, what, and what to do now. Also of an application, by
 * its own id.
 */
export function staleFault(db: DeskDb, candidacyId: string): Fault {
  const last = db.statement(`${columns} WHERE ${about} ORDER BY e.seq DESC LIMIT 1`).get({ id: candidacyId }) as
    | Row
    | undefined;
  if (!last) return { kind: 'stale', message: '这份记录刚有变动。看过新内容再决定。' };
  const { at, who, what } = inWords(last);
  return { kind: 'stale', message: `${who} ${beijingTime(at)} ${what}。看过新内容再决定。` };
}

/** Instant and actor of the last event of a kind, or null. */
export function lastEventOf(
  db: DeskDb,
  candidacyId: string,
  kind: string,
): { readonly at: string; readonly actorId: string | null } | null {
  const row = db
    .statement(
      'SELECT device_time AS at, actor_id AS actorId FROM event WHERE subject_id = ? AND kind = ? ORDER BY seq DESC LIMIT 1',
    )
    .get(candidacyId, kind) as { at: string; actorId: string | null } | undefined;
  return row ?? null;
}

/** Clock time of an instant in +08:00, HH:MM. */
export function beijingTime(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16);
}

function inWords(row: Row): HistoryLine {
  const payload = row.content === null ? null : (JSON.parse(row.content) as unknown);
  const reason = reasonIn(payload);
  const what = eventLabel(row.kind);
  return { at: row.at, who: row.who ?? '本机', what: reason ? `${what}：${reason}` : what };
}

function reasonIn(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('reason' in payload)) return null;
  return typeof payload.reason === 'string' && payload.reason !== '' ? payload.reason : null;
}

export type Changes = Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;

/** Old and new values of the last mending, while nobody has approved it yet; empty where nothing was mended. */
export function changesSinceReturn(db: DeskDb, candidacyId: string): Changes {
  const row = db
    .statement(
      `SELECT e.kind, p.content FROM event e LEFT JOIN event_payload p ON p.event_seq = e.seq
       WHERE e.subject_id = ? AND e.kind IN ('candidacy.mended', 'candidacy.approvedByTeacher', 'candidacy.returnedByTeacher')
       ORDER BY e.seq DESC LIMIT 1`,
    )
    .get(candidacyId) as { kind: string; content: string | null } | undefined;
  if (row?.kind !== 'candidacy.mended' || row.content === null) return {};
  return (JSON.parse(row.content) as { changes?: Changes }).changes ?? {};
}
