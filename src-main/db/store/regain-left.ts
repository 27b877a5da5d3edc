import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

/**
 * unreadable: this program does not know such a record · noPhoto: the region has its text and not its photo · unfit: this file
 * does not take it, e.g. one person captured and released it.
 */
export type LeftWhy = 'unreadable' | 'noPhoto' | 'unfit';

type Left = { readonly why: LeftWhy; readonly at: string };

/** Names of the settings with what the region holds of this desk and this file could not use. */
const leftSettings = { records: 'regainLeft', changes: 'regainLeftChanges' } as const;
type LeftOf = keyof typeof leftSettings;

/** How long such a message is not asked for again, in milliseconds by the desk's clock, whichever way that is set. */
const restMs = 24 * 3_600_000;

/** Notes that this message stays with the region for now. */
export function noteLeft(db: DeskDb, of: LeftOf, messageId: string, why: LeftWhy, at: string): void {
  writeSetting(db, leftSettings[of], JSON.stringify({ ...readLeft(db, of), [messageId]: { why, at } }), at, null);
}

/** Ids that were tried within the last day and could not be used. */
export function leftLately(db: DeskDb, of: LeftOf, now: string): ReadonlySet<string> {
  const lately = Object.entries(readLeft(db, of)).filter(
    ([, { at }]) => Math.abs(Date.parse(now) - Date.parse(at)) < restMs,
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
  const count = { unreadable: 0, noPhoto: 0, unfit: 0 };
  for (const [messageId, { why }] of Object.entries(left)) if (!known.includes(messageId)) count[why] += 1;
  return count;
}

function readLeft(db: DeskDb, of: LeftOf): Readonly<Record<string, Left>> {
  return JSON.parse(readSetting(db, leftSettings[of]) ?? '{}') as Record<string, Left>;
}
