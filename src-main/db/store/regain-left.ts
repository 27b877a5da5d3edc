import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/**
 * unreadable: this program does not know such a record · noPhoto: the region has its text and not its photo · unfit: this file
 * does not take it, e.g. one person captured and released it · noRecord: what a change is about is not here; it is asked for
 * once that is.
 */
export type LeftWhy = 'unreadable' | 'noPhoto' | 'unfit' | 'noRecord';

/** `answered`: kept beside without a receipt, and the region has made one since: nothing more is to come of it. */
type Left = { readonly why: LeftWhy | 'answered'; readonly at: string; readonly candidacyId?: string };

/** Names of the settings with what the region holds of this desk and this file could not use. */
const leftSettings = { records: 'regainLeft', changes: 'regainLeftChanges' } as const;
type LeftOf = keyof typeof leftSettings;

/** How long such a message is not asked for again, in milliseconds by the desk's clock, whichever way that is set. */
const restMs = 24 * 3_600_000;

/** Notes that this message stays with the region for now. */
export function noteLeft(
  db: DeskDb,
  of: LeftOf,
  messageId: string,
  why: Exclude<LeftWhy, 'noRecord'>,
  at: string,
): void {
  writeSetting(db, leftSettings[of], JSON.stringify({ ...readLeft(db, of), [messageId]: { why, at } }), at, null);
}

/** What names a change that stays with the region. */
type AtRegion = { readonly messageId: string; readonly candidacyId: string };

/**
 * Notes that these changes have their receipts at the region and are not to be used here: `answered`, or while their record is
 * not here. Answers those that were not noted so: the others stay as they are, for the region says it again with every answer.
 */
export function noteAtRegion<C extends AtRegion>(
  db: DeskDb,
  changes: readonly C[],
  why: 'noRecord' | 'answered',
  at: string,
): readonly C[] {
  const left = readLeft(db, 'changes');
  const news = changes.filter(({ messageId }) => left[messageId]?.why !== why);
  if (news.length === 0) return [];
  const added = Object.fromEntries(news.map(({ messageId, candidacyId }) => [messageId, { why, at, candidacyId }]));
  writeSetting(db, leftSettings.changes, JSON.stringify({ ...left, ...added }), at, null);
  return news;
}

/** How many of those there are now; they are no loss to ask for. One whose record has come meanwhile is. */
export function countAtRegion(db: DeskDb): number {
  const here = db.statement(
    `SELECT (SELECT 1 FROM candidacy WHERE id = @candidacyId), (SELECT 1 FROM change_message WHERE message_id = @messageId
       UNION ALL SELECT 1 FROM regained_change WHERE message_id = @messageId)`,
  );
  return Object.entries(readLeft(db, 'changes')).filter(([messageId, { why, candidacyId = '' }]) => {
    if (why === 'answered') return true;
    const [record, known] = here.raw().get({ messageId, candidacyId }) as [unknown, unknown];
    return why === 'noRecord' && record === null && known === null;
  }).length;
}

/** Ids that were tried within the last day and could not be used. */
export function leftLately(db: DeskDb, of: LeftOf, now: string): ReadonlySet<string> {
  const lately = Object.entries(readLeft(db, of)).filter(
    ([, { why, at }]) =>
      why !== 'noRecord' && why !== 'answered' && Math.abs(Date.parse(now) - Date.parse(at)) < restMs,
  );
  return new Set(lately.map(([messageId]) => messageId));
}

/** How many stay with the region, by the reason; what came after all is not counted. */
export function countLeft(db: DeskDb): Readonly<Record<LeftWhy, number>> {
  const left = { ...readLeft(db, 'records'), ...readLeft(db, 'changes') };
  const known = db
    .statement(
      `SELECT value FROM json_each(?) WHERE value IN (SELECT message_id FROM outbox
         UNION SELECT message_id FROM regained_message UNION SELECT message_id FROM change_message
         UNION SELECT message_id FROM regained_change)`,
    )
    .pluck()
    .all(JSON.stringify(Object.keys(left))) as string[];
  const count = { unreadable: 0, noPhoto: 0, unfit: 0, noRecord: 0 };
  for (const [messageId, { why }] of Object.entries(left))
    if (why !== 'answered' && !known.includes(messageId)) count[why] += 1;
  return count;
}

function readLeft(db: DeskDb, of: LeftOf): Readonly<Record<string, Left>> {
  return JSON.parse(readSetting(db, leftSettings[of]) ?? '{}') as Record<string, Left>;
}
