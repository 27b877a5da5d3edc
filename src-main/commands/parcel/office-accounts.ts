import { isCountyRole } from '../../../shared/domain/role.ts';
import type { DeskParcelLine } from '../../../shared/wire/desk-parcel.ts';
import {
  type AccountView,
  anotherAdministrator,
  findAccount,
  insertAccount,
  isSomebodyElsewhere,
  openAccount,
  saveRights,
} from '../../db/store/account.ts';
import { schoolIdByCode } from '../../db/store/school.ts';
import type { CommandContext } from '../../platform/act.ts';
import { classByKey } from './class-by-key.ts';

type AccountLine = Extract<DeskParcelLine, { kind: 'account' }>;
export type AccountArrival = 'added' | 'changed' | 'closed' | 'leftOut' | 'known';

/**
 * What the office says of one account, where it is the newest word. New here: it may sign in. Known by its login name: role,
 * school and classes follow the office, and one that the office closed is closed here; the password stays this desk's. `leftOut` =
 * it is the last administrator that this desk has, who stays as he is, or its school is not here. Somebody known by name only may sign in from now on.
 */
export function takeAccount(context: CommandContext, line: AccountLine): AccountArrival {
  const { db, clock, record } = context;
  const { account } = line;
  const known = findAccount(db, account.loginName);
  const isClosed = account.disabledAt !== null;
  const rights = rightsOf(context, line);
  // without a school an account of a school would see every school
  if ((rights.schoolId === null) !== isCountyRole(account.role)) return 'leftOut';
  if (!known) {
    if (isClosed) return 'known';
    const { classIds, ...columns } = rights;
    insertAccount(db, { ...account, ...columns, createdAt: clock.now() }, classIds);
    return 'added';
  }
  if (isSomebodyElsewhere(known)) {
    if (isClosed) return 'known';
    openAccount(db, known.id, account);
    saveRights(db, known.id, { ...rights, disabledAt: null });
    record({ kind: 'account.openedByOffice', subjectNoun: 'account', subjectId: known.id, payload: {} });
    return 'added';
  }
  const disabledAt = known.disabledAt ?? (isClosed ? clock.now() : null);
  const before = { ...rightsNow(known), disabledAt: known.disabledAt };
  const after = { ...rights, disabledAt };
  if (JSON.stringify(before) === JSON.stringify(after)) return 'known';
  const losesDesk = rights.role !== 'officeAdministrator' || disabledAt !== null;
  if (known.role === 'officeAdministrator' && losesDesk && !anotherAdministrator(db, known.id)) return 'leftOut';
  saveRights(db, known.id, after);
  const payload = { from: before, to: after };
  record({ kind: 'account.changedByOffice', subjectNoun: 'account', subjectId: known.id, payload });
  return known.disabledAt === null && isClosed ? 'closed' : 'changed';
}

function rightsOf(context: CommandContext, { account, schoolCode, classes }: AccountLine) {
  const ids = classes.map((key) => classByKey(context, key)).filter((id) => id !== null);
  return {
    displayName: account.displayName,
    role: account.role as string,
    schoolId: schoolCode === null ? null : schoolIdByCode(context.db, schoolCode),
    classIds: [...new Set(ids)].sort(),
  };
}

function rightsNow({ displayName, role, schoolId, classIds }: AccountView) {
  return { displayName, role, schoolId, classIds: [...classIds].sort() };
}
