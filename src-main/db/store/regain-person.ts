import type { RegionContext } from '../../platform/act.ts';
import { accountById, insertSomebodyElsewhere } from './account.ts';

/** Somebody whose account was made after the backup stays a name in what comes back; signing in needs a new account. */
export function keepPerson(
  { db, clock }: RegionContext,
  person: { readonly id: string | null; readonly displayName: string },
): void {
  if (person.id === null || accountById(db, person.id)) return;
  const { id, displayName } = person;
  insertSomebodyElsewhere(db, { id, loginName: `regained-${id}`, displayName, role: 'clerk' }, clock.now());
}
