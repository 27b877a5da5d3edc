import type { Fault } from '#shared/contract/faults.ts';
import type { Result } from '#shared/lib/result.ts';
import type { DeskDb } from '../open.ts';

/**
 * One item of an act on many, inside the act's transaction: a fault takes back this item alone. An exception is a bug and
 * takes back the whole act.
 */
export function inSavepoint<T>(db: DeskDb, step: () => Result<T, Fault>): Result<T, Fault> {
  db.client.exec('SAVEPOINT item');
  const result = step();
  if (!result.ok) db.client.exec('ROLLBACK TO item');
  db.client.exec('RELEASE item');
  return result;
}
