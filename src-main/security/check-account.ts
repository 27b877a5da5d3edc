import { type Fault, invalid } from '../../shared/contract/faults.ts';
import type { Actor } from '../../shared/domain/role.ts';
import { failed, ok, type Result } from '../../shared/lib/result.ts';
import type { DeskDb } from '../db/open.ts';
import { type AccountView, accountById, setTries } from '../db/store/account.ts';
import { writeAudit } from '../db/store/audit.ts';
import type { Clock } from '../platform/ports.ts';
import { triesBeforeLockOut } from './key-slots.ts';
import { type PasswordHash, passwordMatches } from './password.ts';

export const lockedOut = '账户已锁：连续 5 次密码不对。由管理员解锁；重启或改时间都不会解开';

export type AccountCheck = {
  readonly db: DeskDb;
  readonly clock: Clock;
  readonly account: AccountView | null;
  readonly password: string;
  /** who is signed in while it is typed: a second person beside the clerk; none at sign-in */
  readonly actor?: Actor | null;
  /** another proof, asked where the stored hash does not match: the key slot of the account */
  readonly provenOtherwise?: (account: AccountView) => Promise<boolean>;
};

let waiting: Promise<unknown> = Promise.resolve();
const nothing = () => undefined;

/**
 * Proves that a person knows the password of an account: the slow hash, a counted try, an audit line. A wrong password
 * counts wherever it is typed, and a locked or disabled account proves nothing. One check after the other: tries given at
 * the same moment count each. Not inside a transaction.
 */
export function checkAccount(check: AccountCheck): Promise<Result<AccountView, Fault>> {
  const turn = waiting.then(() => checkOnce(check));
  waiting = turn.then(nothing, nothing);
  return turn;
}

async function checkOnce({ db, clock, account: asked, password, actor = null, provenOtherwise }: AccountCheck) {
  // the check before this one may have used up the last try
  const account = asked && accountById(db, asked.id);
  if (!account) return failed(invalid('loginName', '没有这个账户。登录名不是姓名；不记得时问管理员。'));
  if (account.disabledAt) return failed(invalid('loginName', '这个账户已停用。要重新使用，找管理员。'));
  if (account.triesLeft <= 0) return failed(invalid('password', lockedOut));
  const note = (outcome: string) =>
    writeAudit(db, {
      at: clock.now(),
      actor,
      call: 'session.password',
      outcome,
      subjectId: account.id,
      reference: null,
    });
  const stored = JSON.parse(account.password) as PasswordHash;
  if (!(await passwordMatches(password, stored)) && !(await provenOtherwise?.(account))) {
    const triesLeft = account.triesLeft - 1;
    setTries(db, account.id, triesLeft, triesLeft > 0 ? null : clock.now());
    note('refused');
    return failed(invalid('password', triesLeft > 0 ? `密码不对，还可以试 ${triesLeft} 次` : lockedOut));
  }
  if (account.triesLeft !== triesBeforeLockOut) setTries(db, account.id, triesBeforeLockOut, null);
  note('done');
  return ok(account);
}
