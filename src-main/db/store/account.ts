import type { Actor, Role } from '../../../shared/domain/role.ts';
import type { DeskDb } from '../open.ts';
import type { UserAccountRow } from '../schema/account.ts';

export type AccountView = UserAccountRow & {
  readonly schoolName: string | null;
  readonly classIds: readonly string[];
  readonly classNames: readonly string[];
};

type AccountColumns = Omit<AccountView, 'classIds' | 'classNames'>;

/** Stored instead of a hash where nobody knows a password. */
const noPassword = '{}';

const select = `SELECT u.id, u.login_name AS loginName, u.display_name AS displayName, u.role, u.school_id AS schoolId,
    u.password, u.must_change_password AS mustChangePassword, u.tries_left AS triesLeft,
    u.locked_out_at AS lockedOutAt, u.disabled_at AS disabledAt, u.created_at AS createdAt, s.name AS schoolName
  FROM user_account u LEFT JOIN school s ON s.id = u.school_id`;

/** Login names are compared without regard to case; null = no such account. */
export function findAccount(db: DeskDb, loginName: string): AccountView | null {
  const row = db.statement(`${select} WHERE lower(u.login_name) = lower(?)`).get(loginName.normalize('NFKC'));
  return row ? withClasses(db, row as AccountColumns) : null;
}

/** One account by id; null = none. */
export function accountById(db: DeskDb, userId: string): AccountView | null {
  const row = db.statement(`${select} WHERE u.id = ?`).get(userId);
  return row ? withClasses(db, row as AccountColumns) : null;
}

/** All accounts, by role and name; `schoolId` limits to one school. */
export function listAccounts(db: DeskDb, schoolId: string | null): readonly AccountView[] {
  const rows = db
    .statement(`${select} WHERE (@schoolId IS NULL OR u.school_id = @schoolId) ORDER BY u.role, u.login_name`)
    .all({ schoolId });
  return (rows as AccountColumns[]).map((row) => withClasses(db, row));
}

/** The actor that acts under this account. */
export function actorOf(account: AccountView): Actor {
  return {
    userId: account.id,
    displayName: account.displayName,
    role: account.role as Role,
    schoolId: account.schoolId,
    classIds: account.classIds,
  };
}

/** Adds an account with its class scope. `password` is JSON of PasswordHash. */
export function insertAccount(db: DeskDb, account: UserAccountRow, classIds: readonly string[]): void {
  db.statement(
    `INSERT INTO user_account (id, login_name, display_name, role, school_id, password, must_change_password, tries_left,
       locked_out_at, disabled_at, created_at)
     VALUES (@id, @loginName, @displayName, @role, @schoolId, @password, @mustChangePassword, @triesLeft,
       @lockedOutAt, @disabledAt, @createdAt)`,
  ).run(account);
  for (const classId of classIds) {
    db.statement('INSERT INTO user_class (user_id, class_id) VALUES (?, ?)').run(account.id, classId);
  }
}

/** Replaces the password hash; `mustChange` asks for a new one at the next sign-in. */
export function setAccountPassword(db: DeskDb, userId: string, password: string, mustChange: boolean): void {
  db.statement('UPDATE user_account SET password = ?, must_change_password = ? WHERE id = ?').run(
    password,
    mustChange ? 1 : 0,
    userId,
  );
}

/** Counts tries, not wall time (DESIGN §8): `lockedOutAt` is for people to read only. */
export function setTries(db: DeskDb, userId: string, triesLeft: number, lockedOutAt: string | null): void {
  db.statement('UPDATE user_account SET tries_left = ?, locked_out_at = ? WHERE id = ?').run(
    triesLeft,
    lockedOutAt,
    userId,
  );
}

/** Replaces the classes an account answers for. */
export function setClasses(db: DeskDb, userId: string, classIds: readonly string[]): void {
  db.statement('DELETE FROM user_class WHERE user_id = ?').run(userId);
  for (const classId of classIds) {
    db.statement('INSERT INTO user_class (user_id, class_id) VALUES (?, ?)').run(userId, classId);
  }
}

/** Whoever did something elsewhere, or in this file before it was put back, and cannot sign in here: a name for the records, with no password at all. */
export function insertSomebodyElsewhere(
  db: DeskDb,
  { id, loginName, displayName, role }: Pick<UserAccountRow, 'id' | 'loginName' | 'displayName' | 'role'>,
  now: string,
): void {
  const closed = { mustChangePassword: 1, triesLeft: 0, lockedOutAt: null, disabledAt: now, createdAt: now };
  insertAccount(db, { id, loginName, displayName, role, schoolId: null, password: noPassword, ...closed }, []);
}

/** True for somebody who is here as a name only (insertSomebodyElsewhere). */
export function isSomebodyElsewhere({ password }: Pick<UserAccountRow, 'password'>): boolean {
  return password === noPassword;
}

/** Gives somebody who was a name only a password of the office, so that the account can sign in. */
export function openAccount(
  db: DeskDb,
  userId: string,
  given: Pick<UserAccountRow, 'password' | 'mustChangePassword' | 'triesLeft' | 'lockedOutAt'>,
): void {
  setAccountPassword(db, userId, given.password, given.mustChangePassword === 1);
  setTries(db, userId, given.triesLeft, given.lockedOutAt);
}

/** What an account may do here, as the office says it. */
export function saveRights(
  db: DeskDb,
  userId: string,
  rights: Pick<UserAccountRow, 'displayName' | 'role' | 'schoolId' | 'disabledAt'> & {
    readonly classIds: readonly string[];
  },
): void {
  const { classIds, ...columns } = rights;
  db.statement(
    `UPDATE user_account SET display_name = @displayName, role = @role, school_id = @schoolId, disabled_at = @disabledAt
     WHERE id = @userId`,
  ).run({ ...columns, userId });
  setClasses(db, userId, classIds);
}

/** True if somebody else may sign in here as administrator: without one nobody can let anybody in again. */
export function anotherAdministrator(db: DeskDb, userId: string): boolean {
  return (
    db
      .statement(
        `SELECT 1 FROM user_account WHERE role = 'officeAdministrator' AND disabled_at IS NULL AND id <> ? LIMIT 1`,
      )
      .get(userId) !== undefined
  );
}

/** A disabled account stays in the records, it can only no longer sign in. */
export function disableAccount(db: DeskDb, userId: string, at: string): void {
  db.statement('UPDATE user_account SET disabled_at = ? WHERE id = ?').run(at, userId);
}

function withClasses(db: DeskDb, row: AccountColumns): AccountView {
  const classes = db
    .statement(
      'SELECT c.id, c.name FROM user_class uc JOIN school_class c ON c.id = uc.class_id WHERE uc.user_id = ? ORDER BY c.code',
    )
    .all(row.id) as { id: string; name: string }[];
  return { ...row, classIds: classes.map((c) => c.id), classNames: classes.map((c) => c.name) };
}
